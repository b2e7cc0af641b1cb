using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Entrepot.Kernel;

/// <summary>
/// What a deliverable address needs in each country: required parts, the pattern of its postcode, its provinces
/// (<c>Rules/address-formats.json</c>, from Google's address metadata).
/// </summary>
public static class AddressRules
{
    /// <summary>A postcode pattern runs on a buyer's text: it must never take longer than this.</summary>
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer parts are not addresses; carriers print about 35 characters a line and truncate far below this.</summary>
    private const int PartMax = 200;

    private static readonly FrozenDictionary<string, Format> Formats = Load();

    /// <summary>The first thing that makes the address undeliverable, naming the field; null when it is fine.</summary>
    public static Problem? Check(Address address)
    {
        if (address.Country.Length == 0) return Problem.Invalid("address.country_missing", "The country is missing or was not understood. Set it on the order.", "country");
        if (!Formats.TryGetValue(address.Country, out var format))
            return Countries.IsKnown(address.Country) ? CheckParts(address, Format.Plain) : Problem.Invalid("address.country_unknown", $"'{address.Country}' is not a country of ISO 3166-1.", "country");

        return CheckParts(address, format) ?? CheckPostcode(address, format) ?? CheckProvince(address, format);
    }

    /// <summary>The province's code (<c>CA</c>) for a code or a name in the country's or in Latin script; null where it is unknown or the country lists none.</summary>
    public static string? ProvinceCode(string country, string province) =>
        Formats.TryGetValue(country, out var format) && format.Provinces.TryGetValue(province.Trim(), out var found) ? found.Code : null;

    private static Problem? CheckParts(Address address, Format format)
    {
        if (Blank(address.Name) && Blank(address.Company)) return Missing("name", "the consignee's name");
        if (format.NeedsStreet && Blank(address.Line1)) return Missing("line1", "street and number");
        if (format.NeedsCity && Blank(address.City)) return Missing("city", "the town");
        if (format.NeedsPostcode && Blank(address.Postcode)) return Missing("postcode", $"the postcode (such as {format.Example})");
        if (format.NeedsProvince && Blank(address.Province)) return Missing("province", "state, province or prefecture");
        if (address.Name.Length > PartMax || address.Line1.Length > PartMax || address.Line2.Length > PartMax || address.City.Length > PartMax)
            return Problem.Invalid("address.too_long", $"A part of the address is longer than {PartMax} characters.", "line1");
        return null;

        Problem Missing(string field, Sentence what) => Problem.Invalid("address.part_missing", $"The address lacks {what}, which {new CountryName(address.Country)} needs.", field);
    }

    private static Problem? CheckPostcode(Address address, Format format)
    {
        if (Blank(address.Postcode) || format.Postcode is null || format.Postcode.IsMatch(address.Postcode.Trim().ToUpperInvariant())) return null;
        return Problem.Invalid("address.postcode_invalid", $"'{address.Postcode}' is not a postcode of {new CountryName(address.Country)} (such as {format.Example}).", "postcode");
    }

    private static Problem? CheckProvince(Address address, Format format)
    {
        if (!format.NeedsProvince || format.Provinces.Count == 0) return null;
        if (!format.Provinces.TryGetValue(address.Province.Trim(), out var province))
            return Problem.Invalid("address.province_unknown", $"'{address.Province}' is not a province of {new CountryName(address.Country)}.", "province");
        if (province.Postcode is null || province.Postcode.IsMatch(address.Postcode.Trim())) return null;
        return Problem.Invalid("address.postcode_elsewhere", $"Postcode {address.Postcode} does not lie in {address.Province}.", "postcode");
    }

    private static bool Blank(string text) => string.IsNullOrWhiteSpace(text);

    private static FrozenDictionary<string, Format> Load()
    {
        using var file = JsonDocument.Parse(RuleFile.Open(typeof(AddressRules).Assembly, "address-formats.json"));
        return file.RootElement.GetProperty("countries").EnumerateObject().ToFrozenDictionary(country => country.Name, country => Read(country.Value), StringComparer.Ordinal);
    }

    private static Format Read(JsonElement country)
    {
        var require = Text(country, "require");
        var provinces = new Dictionary<string, Province>(StringComparer.OrdinalIgnoreCase);
        if (country.TryGetProperty("provinces", out var list))
            foreach (var province in list.EnumerateArray())
            {
                var rule = new Province(Text(province, "code"), province.TryGetProperty("postcode", out var start) ? Pattern($"^(?:{start.GetString()})") : null);
                provinces.TryAdd(rule.Code, rule);
                foreach (var name in province.GetProperty("names").EnumerateArray()) provinces.TryAdd(name.GetString() ?? "", rule);
            }

        return new(
            require.Contains('A', StringComparison.Ordinal), require.Contains('C', StringComparison.Ordinal),
            require.Contains('S', StringComparison.Ordinal), require.Contains('Z', StringComparison.Ordinal),
            country.TryGetProperty("postcode", out var postcode) ? Pattern($"^(?:{postcode.GetString()})$") : null,
            Text(country, "example"), provinces.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, PatternTimeout);

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private sealed record Province(string Code, Regex? Postcode);

    private sealed record Format(bool NeedsStreet, bool NeedsCity, bool NeedsProvince, bool NeedsPostcode, Regex? Postcode, string Example, FrozenDictionary<string, Province> Provinces)
    {
        public static readonly Format Plain = new(true, true, false, false, null, "", FrozenDictionary<string, Province>.Empty);
    }
}
