using System.IO.Compression;
using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>Files with a fault in their form: refused whole, with nothing stored of them.</summary>
[Storage]
public sealed class BadFileTests
{
    private const string Head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private const string Row = "1,A1,CUP,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n";

    public static TheoryData<string, string> Faults => new()
    {
        { "empty", "channels.import_file_empty" },
        { "wrong delimiter", "channels.import_columns_missing" },
        { "other headings", "channels.import_columns_missing" },
        { "no headings", "channels.import_columns_missing" },
        { "truncated gzip", "channels.import_file_truncated" },
        { "gzip without its last byte", "channels.import_file_truncated" },
        { "half of a second gzip member", "channels.import_file_truncated" },
        { "damaged gzip", "channels.import_file_truncated" },
        { "broken utf-8", "channels.import_broken_encoding" },
        { "utf-8 cut off at the end", "channels.import_broken_encoding" },
        { "open quote", "channels.import_broken_quotes" },
        { "text after a quote", "channels.import_broken_quotes" },
        { "huge field", "channels.import_record_too_long" },
        { "picture", "channels.import_not_text" },
        { "workbook", "channels.import_workbook" },
        { "zip without csv", "channels.import_zip_empty" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_file_with_a_broken_form_is_refused_and_nothing_is_stored(string fault, string code)
    {
        await using var database = await OpenAsync();

        var answer = await ImportAsync(database, Bad(fault));

        answer.Problem?.Code.ShouldBe(code);
        answer.Problem!.Message.ShouldStartWith("test.csv");
        (await database.WaitingAsync()).ShouldBeEmpty("not even the good rows before the fault");
    }

    [Fact]
    public async Task A_file_with_headings_only_is_an_import_of_nothing()
    {
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, Encoding.UTF8.GetBytes(Head))).Value;

        (summary.Rows, summary.Orders).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("no-such-profile", "channels.profile_not_found")]
    [InlineData("uci-online-retail", "channels.import_file_not_found")]
    public async Task An_import_without_a_profile_or_a_file_is_refused(string profile, string code)
    {
        await using var database = await OpenAsync();
        await using var scope = database.As(TestDatabase.Ours);

        var answer = await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(new(profile, Shop, ["/no/such/file.csv"]), null, Ct);

        answer.Problem?.Code.ShouldBe(code);
    }

    [Fact]
    public async Task One_bad_file_among_good_ones_is_named_and_the_others_are_imported()
    {
        await using var database = await OpenAsync();
        var folder = Directory.CreateTempSubdirectory("entrepot-bad-file-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "a.csv.gz"), Bad("truncated gzip"));
        File.WriteAllText(Path.Combine(folder, "b.csv"), Head + Row);
        try
        {
            await using var scope = database.As(TestDatabase.Ours);
            var summary = (await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(new("uci-online-retail", Shop, [folder]), null, Ct)).Value;

            summary.Orders.ShouldBe(1);
            var refused = summary.RefusedFiles.ShouldHaveSingleItem();
            (refused.File, refused.Problem.Code).ShouldBe(("a.csv.gz", "channels.import_file_truncated"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Gzip_files_joined_end_to_end_are_one_file()
    {
        await using var database = await OpenAsync();

        (await ImportAsync(database, [.. Gzip(Head + Row), .. Gzip(Row.Replace("1,A1", "2,A1", StringComparison.Ordinal))])).Value.Orders.ShouldBe(2);
    }

    [Theory]
    [InlineData("utf-8 with mark", "CAFÉ £5")]
    [InlineData("utf-16le", "CAFÉ 壶")]
    [InlineData("utf-16be", "CAFÉ 壶")]
    [InlineData("windows-1252", "CAFÉ £5 – naïve")]
    [InlineData("gb18030", "红色茶壶 带盖")]
    [InlineData("utf-16le without mark", "CAFE")]
    public async Task Every_encoding_that_files_come_in_is_told_apart(string encoding, string description)
    {
        await using var database = await OpenAsync();
        var text = Head + Row.Replace("CUP", description, StringComparison.Ordinal);
        byte[] bytes = encoding switch
        {
            "utf-8 with mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16le without mark" => Encoding.Unicode.GetBytes(text),
            _ => [.. TextEncodings.Strict(encoding).GetPreamble(), .. TextEncodings.Strict(encoding).GetBytes(text)],
        };

        (await ImportAsync(database, bytes)).Value.Orders.ShouldBe(1);

        (await database.WaitingAsync())[0].Order.Lines[0].Description.ShouldBe(description);
    }

    [Fact]
    public async Task Quotes_line_breaks_and_formulas_in_cells_are_text()
    {
        await using var database = await OpenAsync();
        var text = Head + Row.Replace("CUP", "\"TRAY, 7\"\" WIDE\"", StringComparison.Ordinal) + Row.Replace("CUP", "12\" RULER", StringComparison.Ordinal) + Row.Replace("CUP", "=HYPERLINK(A1)", StringComparison.Ordinal);

        (await ImportAsync(database, Encoding.UTF8.GetBytes(text))).Value.GoodsRows.ShouldBe(3);

        (await database.WaitingAsync())[0].Order.Lines.Select(line => line.Description).ShouldBe(["TRAY, 7\" WIDE", "12\" RULER", "=HYPERLINK(A1)"]);
    }

    private static byte[] Bad(string fault)
    {
        var many = Head + string.Concat(Enumerable.Range(0, 3_000).Select(i => Row.Replace("1,A1", $"{i},A1", StringComparison.Ordinal)));
        return fault switch
        {
            "empty" => [],
            "wrong delimiter" => Encoding.UTF8.GetBytes((Head + Row).Replace(',', ';')),
            "other headings" => Encoding.UTF8.GetBytes("order,sku\n1,A1\n"),
            "no headings" => Encoding.UTF8.GetBytes(Row),
            "truncated gzip" => Gzip(many)[..^200],
            "gzip without its last byte" => Gzip(many)[..^1],
            "half of a second gzip member" => [.. Gzip(many), .. Gzip(many)[..500]],
            "damaged gzip" => Damaged(Gzip(many)),
            "broken utf-8" => [.. Encoding.UTF8.GetBytes(Head + Row.Replace("CUP", "CAFÉ £5 £6", StringComparison.Ordinal)), 0x31, 0x2C, 0xC3, 0x28, 0x0A],
            "utf-8 cut off at the end" => Encoding.UTF8.GetBytes(Head + Row.Replace("CUP", "CAFÉ £5", StringComparison.Ordinal) + "1,A1,É")[..^1],
            "open quote" => Encoding.UTF8.GetBytes(Head + Row + Row.Replace("CUP", "\"CUP", StringComparison.Ordinal) + Row),
            "text after a quote" => Encoding.UTF8.GetBytes(Head + Row + Row.Replace("CUP", "\"CUP\" RED", StringComparison.Ordinal)),
            "huge field" => Encoding.UTF8.GetBytes(Head + Row + Row.Replace("CUP", new string('x', 5_000_000), StringComparison.Ordinal)),
            "picture" => [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 13, .. Enumerable.Repeat((byte)0, 200)],
            "workbook" => Zip("[Content_Types].xml"),
            "zip without csv" => Zip("readme.md"),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a case of this test."),
        };
    }

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static byte[] Damaged(byte[] packed)
    {
        packed[^6] ^= 0xFF; // In the checksum at the end.
        return packed;
    }

    private static byte[] Zip(string entry)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(zip.CreateEntry(entry).Open())) writer.Write("text");
        return packed.ToArray();
    }

    private static async Task<Result<ImportSummary>> ImportAsync(TestDatabase database, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(new("uci-online-retail", Shop, []) { Content = content, ContentName = "test.csv", Complete = false }, null, Ct);
    }
}
