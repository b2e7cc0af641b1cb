using Entrepot.Platform.Ui;

namespace Entrepot.Inventory.Features;

/// <summary>One change of stock.</summary>
/// <param name="Because">The cause as people know it: an order's number, a receipt, the reason of an adjustment.</param>
/// <param name="Before">On hand, in that warehouse.</param>
/// <param name="By">Who did it; null where an order is the cause.</param>
public sealed record MovementRow(
    DateTime At, string Warehouse, string Kind, long OnHandChange, long ReservedChange, string Because, string Note, long Product, string Sku, long Before, long After, string? By)
{
    public static StatusWord Word(string kind) => kind switch
    {
        "Received" => new(Tone.Go, "Received|stock"),
        "Reserved" => new(Tone.Run, "Reserved"),
        "Released" => new(Tone.Rest, "Given back"),
        "Shipped" => new(Tone.Out, "Shipped|stock"),
        "Transferred" => new(Tone.Aux, "Transferred"),
        _ => new(Tone.Warn, "Adjusted"),
    };

    /// <summary>The kind of a cause such as <c>receipt/55</c>, in words; null for one that is known by its own name, such as an order's number.</summary>
    public static string? WordOfCause(string cause) => (cause.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? cause[..slash] : cause) switch
    {
        "adjustment" => "Correction",
        "count" => "Count|stock",
        "fulfilment" => "Parcel of an order",
        "lorry" => "Lorry",
        "move" => "Move within the warehouse",
        "opening" or "opening-stock" => "Opening stock",
        "purchase-order" => "Purchase order",
        "put-away" => "Putting away",
        "receipt" => "Receipt",
        "short" => "Short pick",
        "transfer" => "Transfer|stock",
        _ => null,
    };

    /// <summary>Which one of its kind.</summary>
    public static string RestOfCause(string cause) => WordOfCause(cause) is null ? cause : cause.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? cause[(slash + 1)..] : "";
}

/// <summary>One page of movements.</summary>
public sealed record MovementListView(ListUrl Url, IReadOnlyList<MovementRow> Rows, long Total, IReadOnlyList<string> Warehouses)
{
    public const int PageSize = 50;
}
