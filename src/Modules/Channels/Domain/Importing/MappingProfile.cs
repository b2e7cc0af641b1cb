using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>What a column of a file may mean.</summary>
internal enum RowField
{
    Number, LineId, Code, Description, Quantity, UnitPrice, PlacedAt, BuyerId, BuyerTaxId, Country, Currency,
    Name, Company, Line1, Line2, City, Province, Postcode, Phone, Email, Note, GiftMessage, RequestedService,
    LineDiscount, LineTax, Shipping, OrderDiscount, Total,
}

/// <summary>What a negative quantity means when its order is not marked as a cancellation.</summary>
internal enum NegativeQuantity { Refused, StockAdjustment, Cancellation }

/// <summary>
/// How files of one source are read: data, not code, so that a new source is a new document. Stored as JSON; a
/// member that is not known is refused, so that a slip of the pen does not silently do nothing.
/// </summary>
internal sealed record MappingProfile
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Code { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary><c>csv</c>, or a JSON shape: <c>amazon</c>, <c>shopify</c>, <c>entrepot</c>.</summary>
    public string Format { get; init; } = "csv";
    public string Source { get; init; } = "";
    public DateOnly? ValidFrom { get; init; }

    /// <summary>What was found when the source was looked at, for whoever changes the profile.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>One ASCII character, or <c>auto</c>: comma, semicolon, tab or bar, whichever fits the columns.</summary>
    public string Delimiter { get; init; } = "auto";

    /// <summary>One ASCII character; empty when the source never quotes.</summary>
    public string Quote { get; init; } = "\"";

    /// <summary><c>auto</c>, <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c>, <c>gb18030</c> or <c>windows-1252</c>.</summary>
    public string Encoding { get; init; } = "auto";

    /// <summary>The heading of the column for each field; a field that is absent is not in the source.</summary>
    public IReadOnlyDictionary<RowField, string> Columns { get; init; } = new Dictionary<RowField, string>();
    public DateRules Dates { get; init; } = new();
    public NumberRules Numbers { get; init; } = new();

    /// <summary>ISO 4217, for sources without a currency column.</summary>
    public string Currency { get; init; } = "";
    public CancellationRules Cancellations { get; init; } = new();

    /// <summary>Beginnings of numbers that book money and are no orders (bad debt).</summary>
    public IReadOnlyList<string> MoneyAdjustmentPrefixes { get; init; } = [];
    public ServiceRules Services { get; init; } = new();

    /// <summary>Text cut off the end of a buyer's id (<c>.0</c> where a spreadsheet took ids for numbers).</summary>
    public string BuyerIdSuffix { get; init; } = "";

    /// <summary>Article codes are the same in small and capital letters; they are stored in capitals.</summary>
    public bool CodesInCapitals { get; init; }

    /// <summary>The source's country texts that neither ISO 3166 nor our list knows.</summary>
    public IReadOnlyDictionary<string, CountryAlias> Countries { get; init; } = new Dictionary<string, CountryAlias>();

    /// <summary>Make up addresses and products that the source lacks: for test data only.</summary>
    public bool Complete { get; init; }
}

/// <param name="Code">ISO 3166-1 alpha-2; empty when the text is known to name no country, and then <paramref name="Source"/> says why.</param>
internal sealed record CountryAlias(string Code, string Source);

internal sealed record DateRules
{
    /// <summary>.NET date formats, tried in this order.</summary>
    public IReadOnlyList<string> Formats { get; init; } = ["yyyy-MM-dd HH:mm:ss"];

    /// <summary>IANA zone of times without an offset.</summary>
    public string Zone { get; init; } = "UTC";
}

internal sealed record NumberRules
{
    /// <summary><c>.</c> or <c>,</c>.</summary>
    public string Decimal { get; init; } = ".";

    /// <summary>The sign between groups of three digits; empty for none.</summary>
    public string Thousands { get; init; } = "";
}

internal sealed record CancellationRules
{
    /// <summary>Orders whose number begins so take back earlier ones of the same buyer; empty for none.</summary>
    public string NumberPrefix { get; init; } = "";
    public NegativeQuantity NegativeQuantity { get; init; } = NegativeQuantity.Refused;
}

/// <summary>Codes that name no goods.</summary>
internal sealed record ServiceRules
{
    public IReadOnlyList<ServiceCode> Codes { get; init; } = [];
    public IReadOnlyList<ServiceCode> Prefixes { get; init; } = [];
}

/// <param name="Meaning">What it is, for the reader of the profile.</param>
internal sealed record ServiceCode(string Code, string Meaning);
