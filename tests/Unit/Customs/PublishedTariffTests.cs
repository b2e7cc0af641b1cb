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

    private static bool Percent(string text, out long ppm)
    {
        ppm = 0;
        if (text == "Free") return true;
        if (!text.EndsWith('%') || !decimal.TryParse(text[..^1], CultureInfo.InvariantCulture, out var percent)) return false;
        ppm = (long)(percent * 10_000m);
        return true;
    }
}
