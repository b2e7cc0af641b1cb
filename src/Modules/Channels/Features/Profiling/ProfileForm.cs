using Entrepot.Channels.Domain.Importing;
using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Profiling;

/// <summary>Between a profile and the editor's fields. Lists are texts with an entry per line, <c>CODE = meaning</c> where an entry has two parts.</summary>
internal static class ProfileForm
{
    /// <summary>A list of some hundred codes with their meanings.</summary>
    private const int ListMax = 40_000;

    /// <summary>What the fields hold before anything was typed.</summary>
    public static IReadOnlyDictionary<string, string> Values(MappingProfile profile) => new Dictionary<string, string>
    {
        ["code"] = profile.Code,
        ["name"] = profile.Name,
        ["delimiter"] = profile.Delimiter == "\t" ? "tab" : profile.Delimiter,
        ["quote"] = profile.Quote.Length == 0 ? "none" : profile.Quote,
        ["encoding"] = profile.Encoding,
        ["currency"] = profile.Currency,
        ["formats"] = string.Join('\n', profile.Dates.Formats),
        ["zone"] = profile.Dates.Zone,
        ["decimal"] = profile.Numbers.Decimal,
        ["thousands"] = profile.Numbers.Thousands switch { " " => "space", "\u00a0" => "nbsp", "" => "none", var sign => sign },
        ["numberPrefix"] = profile.Cancellations.NumberPrefix,
        ["negativeQuantity"] = profile.Cancellations.NegativeQuantity.ToString(),
        ["moneyPrefixes"] = string.Join('\n', profile.MoneyAdjustmentPrefixes),
        ["serviceCodes"] = string.Join('\n', profile.Services.Codes.Select(Written)),
        ["servicePrefixes"] = string.Join('\n', profile.Services.Prefixes.Select(Written)),
        ["buyerIdSuffix"] = profile.BuyerIdSuffix,
        ["codesInCapitals"] = profile.CodesInCapitals ? "true" : "",
        ["countries"] = string.Join('\n', profile.Countries.Select(alias => $"{alias.Key} = {alias.Value.Code}")),
        ["complete"] = profile.Complete ? "true" : "",
    };

    /// <summary>What was typed, over what the editor does not show of <paramref name="before"/>. Its form is checked by <see cref="ProfileRules"/>.</summary>
    public static MappingProfile Read(PostedForm form, MappingProfile before, string code) => before with
    {
        Code = code,
        Name = form.Text("name", longest: 200),
        Format = "csv",
        Delimiter = form.Text("delimiter") switch { "tab" => "\t", "" => "auto", var sign => sign },
        Quote = form.Text("quote") switch { "none" => "", "" => "\"", var sign => sign },
        Encoding = form.Text("encoding") is { Length: > 0 } encoding ? encoding : "auto",
        Columns = Enum.GetValues<RowField>().Select(field => (Field: field, Heading: form.Text(ProfileRules.ColumnField(field), longest: 200)))
            .Where(column => column.Heading.Length > 0).ToDictionary(column => column.Field, column => column.Heading),
        Currency = form.Text("currency").ToUpperInvariant(),
        Dates = new() { Formats = [.. Lines(form, "formats")], Zone = form.Text("zone") is { Length: > 0 } zone ? zone : "UTC" },
        Numbers = new()
        {
            Decimal = form.Text("decimal") is { Length: > 0 } point ? point : ".",
            Thousands = form.Text("thousands") switch { "none" => "", "space" => " ", "nbsp" => "\u00a0", var sign => sign },
        },
        Cancellations = new() { NumberPrefix = form.Text("numberPrefix"), NegativeQuantity = form.Choice<NegativeQuantity>("negativeQuantity") ?? NegativeQuantity.Refused },
        MoneyAdjustmentPrefixes = [.. Lines(form, "moneyPrefixes")],
        Services = new() { Codes = [.. Lines(form, "serviceCodes").Select(Service)], Prefixes = [.. Lines(form, "servicePrefixes").Select(Service)] },
        BuyerIdSuffix = form.Text("buyerIdSuffix"),
        CodesInCapitals = form.Ticked("codesInCapitals"),
        Countries = Lines(form, "countries").Select(Halves).DistinctBy(half => half.First, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(half => half.First, half => Alias(half, before.Countries.GetValueOrDefault(half.First))),
        Complete = form.Ticked("complete"),
    };

    private static CountryAlias Alias((string First, string Second) half, CountryAlias? before)
    {
        var code = half.Second.ToUpperInvariant();
        return before?.Code == code ? before : new(code, "Entered in the editor");
    }

    private static IEnumerable<string> Lines(PostedForm form, string field) =>
        form.Text(field, longest: ListMax).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ServiceCode Service(string line)
    {
        var (code, meaning) = Halves(line);
        return new(code, meaning);
    }

    private static (string First, string Second) Halves(string line)
    {
        var at = line.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (line, "") : (line[..at].Trim(), line[(at + 1)..].Trim());
    }

    private static string Written(ServiceCode service) => service.Meaning.Length > 0 ? $"{service.Code} = {service.Meaning}" : service.Code;
}
