using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Entrepot.Kernel;
using static Entrepot.Unit.Customs.ImportWorld;

namespace Entrepot.Unit.Customs;

/// <summary>Our figures against the files of the authorities themselves.</summary>
public sealed class PublishedTariffTests
{
    [Fact]
    public void The_general_rates_of_the_United_States_are_those_of_the_published_schedule()
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Find("customs/us-hts/hts_archives/hts_2026_rev_10.json.gz")), CompressionMode.Decompress);
        using var schedule = JsonDocument.Parse(file);
        var compared = 0;

        foreach (var line in schedule.RootElement.EnumerateArray())
        {
            var code = line.GetProperty("htsno").GetString()!.Replace(".", "");
            var general = line.GetProperty("general").GetString()!.Trim();
            if (code.Length < 8 || general.Length == 0 || !Percent(general, out var ppm)) continue;

            var answer = Quote(From("VN", "US", "USD", 0, Candles(1_000_000, origin: "VN") with { HsCode = code }));
            if (!answer.IsOk) continue; // Chapters that are not carried are refused.

            answer.Value.Charges.First(charge => charge.Kind == "duty").Amount.ShouldBe(new Money(1_000_000, "USD").Ppm(ppm), code);
            compared++;
        }

        compared.ShouldBeGreaterThan(4_000);
    }

    /// <summary>Every line of the schedule names in a footnote the heading of chapter 99 that comes on top for goods of China.</summary>
    [Fact]
    public void Section_301_is_what_the_footnotes_of_the_published_schedule_say()
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Find("customs/us-hts/hts_archives/hts_2026_rev_10.json.gz")), CompressionMode.Decompress);
        using var schedule = JsonDocument.Parse(file);
        var (compared, above) = (0, new List<string>());

        foreach (var line in schedule.RootElement.EnumerateArray())
        {
            var code = line.GetProperty("htsno").GetString()!.Replace(".", "");
            if (code.Length is not (8 or 10) || code.StartsWith("9802", StringComparison.Ordinal) || line.GetProperty("general").GetString()!.Trim().Length == 0) continue;
            var named = Headings(line).ToList();
            var list = named.Where(Lists.ContainsKey).Select(heading => Lists[heading]).DefaultIfEmpty().Max();
            var review = named.Where(Review.ContainsKey).Select(heading => Review[heading]).DefaultIfEmpty().Max();
            var answer = Quote(From("CN", "US", "USD", 0, Candles(1_000_000, origin: "CN") with { HsCode = code }));
            if (list + review == 0 || !answer.IsOk) continue;

            var charged = answer.Value.Charges.Where(charge => charge.Source.Rule.ToString().StartsWith("US Section 301", StringComparison.Ordinal)).Sum(charge => charge.Amount.Minor) / 10;
            if (charged != Math.Max(list, review) && charged != list + review) above.Add($"{code}: {charged} of {list} and {review}");
            compared++;
        }

        above.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(3_000);
    }

    /// <summary>In thousandths of the value: the four lists, and the four-year review that raises some of them.</summary>
    private static readonly Dictionary<string, long> Lists = new() { ["9903.88.01"] = 25_000, ["9903.88.02"] = 25_000, ["9903.88.03"] = 25_000, ["9903.88.04"] = 25_000, ["9903.88.15"] = 7_500 };

    private static readonly Dictionary<string, long> Review = new()
    {
        ["9903.91.01"] = 25_000,
        ["9903.91.02"] = 50_000,
        ["9903.91.03"] = 100_000,
        ["9903.91.05"] = 50_000,
        ["9903.91.06"] = 25_000,
        ["9903.91.07"] = 50_000,
        ["9903.91.08"] = 100_000,
        ["9903.91.11"] = 25_000,
    };

    private static IEnumerable<string> Headings(JsonElement line) =>
        line.TryGetProperty("footnotes", out var notes) && notes.ValueKind == JsonValueKind.Array
            ? notes.EnumerateArray().SelectMany(note => System.Text.RegularExpressions.Regex.Matches(note.GetProperty("value").GetString() ?? "", @"9903\.\d\d\.\d\d").Select(match => match.Value))
            : [];

    private static bool Percent(string text, out long ppm)
    {
        ppm = 0;
        if (text == "Free") return true;
        if (!text.EndsWith('%') || !decimal.TryParse(text[..^1], CultureInfo.InvariantCulture, out var percent)) return false;
        ppm = (long)(percent * 10_000m);
        return true;
    }
}
