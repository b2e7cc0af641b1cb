using System.IO.Compression;
using System.Text;
using Entrepot.Customs.Domain;
using Entrepot.Customs.Domain.Tariffs;

namespace Entrepot.Unit.Customs;

/// <summary>Tariffs as files: what is read, what is told, and what an official edition comes to.</summary>
public sealed class TariffFileTests
{
    private const string Small = """
        [{"htsno":"6109","indent":"0","description":"T-shirts:","superior":null,"units":[],"general":"","special":"","other":"","footnotes":[]},
         {"htsno":"6109.10.00","indent":"1","description":"Of cotton","units":[],"general":"16.5%","special":"Free (AU,KR)","other":"90%","footnotes":[{"columns":["general"],"value":"See 9903.88.15. ","type":"endnote"}]},
         {"htsno":"6109.10.00.12","indent":"2","description":"Men's","units":["doz.","kg"],"general":"","special":"","other":"","footnotes":null}%MORE%]
        """;

    [Fact]
    public async Task Rows_are_read_with_their_rates_units_and_footnotes()
    {
        var file = await ReadAsync(Small.Replace("%MORE%", "", StringComparison.Ordinal));

        file.Faults.ShouldBeEmpty();
        file.Rows.Select(row => (row.Code, row.IsLine, row.SetsRates)).ShouldBe([("6109", false, false), ("61091000", true, true), ("6109100012", true, false)]);
        Chapter99.Named(file.Rows[1], "general").ShouldBe(["9903.88.15"]);
        file.Rows[2].Units.ShouldBe(["doz.", "kg"]);
    }

    [Theory]
    [InlineData("""{"htsno":"61X9.10.00","indent":"0","description":"a","general":"","special":"","other":""}""", "is no tariff code")]
    [InlineData("""{"htsno":"6110.10.0","indent":"0","description":"a","general":"","special":"","other":""}""", "is no tariff code")]
    [InlineData("""{"htsno":"6110.10.00","indent":"0","description":"a","general":{"a":1},"special":"","other":""}""", "rates")]
    [InlineData("""{"htsno":"6110.10.00","indent":"deep","description":"a","general":"","special":"","other":""}""", "indent")]
    [InlineData("""{"htsno":"6110.10.00","indent":"0","general":"","special":"","other":""}""", "description")]
    [InlineData("""{"htsno":"6109.10.00","indent":"0","description":"a","general":"1%","special":"","other":""}""", "already")]
    [InlineData("17", "object")]
    public async Task A_broken_row_is_told_by_its_number_and_the_others_are_read(string row, string why)
    {
        var file = await ReadAsync(Small.Replace("%MORE%", "," + row, StringComparison.Ordinal));

        file.RowsRead.ShouldBe(4);
        file.Rows.Count.ShouldBe(3);
        var fault = file.Faults.ShouldHaveSingleItem();
        fault.Row.ShouldBe(4);
        fault.Why.ToString().ShouldContain(why);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"htsno\":\"01")]
    [InlineData("%PDF-1.7")]
    public async Task What_is_no_export_is_refused(string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));

        (await HtsFile.ReadAsync(stream, "file.json", TestContext.Current.CancellationToken)).Problem.ShouldNotBeNull().Code.ShouldBe("customs.not_a_tariff_file");
    }

    [Fact]
    public async Task Packed_or_not_it_is_the_same_edition()
    {
        var plain = Encoding.UTF8.GetBytes(Small.Replace("%MORE%", "", StringComparison.Ordinal));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(plain);
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("hts.json").Open()) entry.Write(plain);

        var hashes = new List<string>();
        foreach (var bytes in new[] { plain, packed.ToArray(), zipped.ToArray() })
        {
            using var stream = new MemoryStream(bytes);
            hashes.Add(TariffContent.Hash((await HtsFile.ReadAsync(stream, "hts", TestContext.Current.CancellationToken)).Value.Rows));
        }

        hashes.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_stored_is_what_was_read()
    {
        var rows = (await ReadAsync(Small.Replace("%MORE%", "", StringComparison.Ordinal))).Rows;

        var stored = TariffContent.Write(rows).SelectMany(part => TariffContent.Read(part.Content)).ToList();

        TariffContent.Hash(stored).ShouldBe(TariffContent.Hash(rows));
        TariffDifference.Between(rows, stored).Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tariff_of_any_country_comes_as_csv()
    {
        const string Csv = "code;description;general;special\n6109.10.00;\"Camisetas; de \"\"algodão\"\"\";35%;Free (MS)\n61;x;;\n61091;broken;1%;\n6110.11.00;short\n";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Csv));
        var file = (await TariffCsv.ReadAsync(stream, "br.csv", TestContext.Current.CancellationToken)).Value;

        file.Rows.Select(row => (row.Code, row.Description, row.General)).ShouldBe([("61091000", "Camisetas; de \"algodão\"", "35%"), ("61", "x", "")]);
        file.Faults.Select(fault => fault.Row).ShouldBe([3, 4]);
    }

    [Theory]
    [InlineData("hts_2026_rev_10.json.gz", "2026 revision 10", "2026-06-08")]
    [InlineData("hts_2025_basic.json", "2025 basic edition", "2025-01-01")]
    [InlineData("hts_2031_revision_2.json", "2031 revision 2", null)]
    [InlineData("export.json", "export.json", null)]
    public void The_name_of_a_file_tells_its_edition_and_day(string name, string title, string? from)
    {
        TariffDates.Of(name).Title.ShouldBe(title);
        TariffDates.Of(name).From?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(from);
    }

    /// <summary>The promise of the import: at least 98 % of the lines give a rate or say why not. It stands at all of them.</summary>
    [Fact]
    public async Task An_official_edition_is_understood_line_by_line()
    {
        var count = TariffCount.Of(await Hts.RowsAsync("hts_2026_rev_10"), "USD");

        (count.Rows, count.EightDigit, count.TenDigit, count.Unknown).ShouldBe((35_509, 14_835, 19_856, 0));
        (count.Computed + count.Reasoned).ShouldBe(count.EightDigit);
        count.Computed.ShouldBeGreaterThan(13_500);
    }

    [Fact]
    public async Task Chapter_99_says_when_and_on_whose_goods_it_adds_to_the_duty()
    {
        var edition = await Hts.EditionAsync("hts_2026_rev_10", new(2026, 6, 8));

        edition.Chapter99["9903.88.15"].IsInForce("CN", new(2026, 7, 1)).ShouldBeTrue();
        edition.Chapter99["9903.88.15"].IsInForce("VN", new(2026, 7, 1)).ShouldBeFalse("it is on goods of China");
        edition.Chapter99["9903.88.16"].IsInForce("CN", new(2026, 7, 1)).ShouldBeFalse("list 4B is suspended");
        edition.Chapter99["9903.91.04"].IsInForce("CN", new(2026, 7, 1)).ShouldBeFalse("it ended on 2025-12-31");
        edition.Chapter99["9903.91.04"].To.ShouldBe(new(2025, 12, 31));
        edition.Chapter99["9903.91.06"].From.ShouldBe(new(2026, 1, 1));
    }

    [Fact]
    public async Task A_short_code_stands_for_its_lines_where_they_are_alike()
    {
        var edition = await Hts.EditionAsync("hts_2026_rev_10", new(2026, 6, 8));

        edition.FindAlike(HsDigits.Of("610910")).ShouldNotBeNull().Row.Code.ShouldBe("61091000");
        edition.FindAlike(HsDigits.Of("420292")).ShouldBeNull();
        edition.Below(HsDigits.Of("420292")).Count.ShouldBeGreaterThan(5);
        edition.FindAlike(HsDigits.Of("0101300000")).ShouldNotBeNull().Row.General.ShouldBe("6.8%");
        edition.FindAlike(HsDigits.Of("01013000")).ShouldNotBeNull("ten digits ending in 00 are the eight");
    }

    private static async Task<TariffFile> ReadAsync(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return (await HtsFile.ReadAsync(stream, "hts.json", TestContext.Current.CancellationToken)).Value;
    }
}

/// <summary>Official editions of the HTS, each read once for all tests.</summary>
internal static class Hts
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<TariffRow>>>> Read = new();
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, DateOnly), Lazy<Task<TariffEdition>>> Editions = new();

    public static Task<IReadOnlyList<TariffRow>> RowsAsync(string name) => Read.GetOrAdd(name, static key => new(() => ReadAsync(key))).Value;

    public static Task<TariffEdition> EditionAsync(string name, DateOnly from) => Editions.GetOrAdd((name, from), static key => new(async () =>
        TariffEdition.Of(new("us-hts", "US", "USD", TariffDates.Of(key.Item1).Title, key.Item2, "HTS"), await RowsAsync(key.Item1), new()))).Value;

    private static async Task<IReadOnlyList<TariffRow>> ReadAsync(string name)
    {
        await using var stream = File.OpenRead(SharedData.Find($"customs/us-hts/hts_archives/{name}.json.gz"));
        return (await HtsFile.ReadAsync(stream, name, CancellationToken.None)).Value.Rows;
    }
}
