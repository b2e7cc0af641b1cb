using System.Text;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Domain;
using Entrepot.Catalog.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Catalog;

/// <summary>Files of products: what is exported comes back as it was, and what is wrong is named by row and column.</summary>
public sealed class ProductFileTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public void Any_catalogue_that_is_exported_changes_nothing_when_it_is_imported(string format) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ArrayOf(3).ToArbitrary(), seeds =>
        {
            var snapshot = ACatalogue(seeds);
            var rows = Proposal(snapshot).Of(Exported(snapshot, format));

            rows.Count.ShouldBe(snapshot.Count);
            rows.ShouldAllBe(row => row.Fate == RowFate.Same, string.Join("; ", rows.SelectMany(row => row.Problems.Select(problem => $"{row.Sku} {problem.Message}").Concat(row.Changes.Select(change => $"{row.Sku} {change}")))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\")")]
    [InlineData("+1+1")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1")]
    [InlineData("'=1")]
    [InlineData("-")]
    public void A_formula_is_harmless_in_the_file_and_itself_again_after_it(string name)
    {
        var written = SpreadsheetText.Harmless(name);

        written[0].ShouldBe('\'');
        SpreadsheetText.Plain(written).ShouldBe(name);
    }

    public static TheoryData<string, string, string, string> Faults() => new()
    {
        { "weight_g", "1,250", "catalog.cell_not_whole", "weight_g" },
        { "weight_g", "-5", "catalog.negative_measure", "weight_g" },
        { "height_mm", "0.5", "catalog.cell_not_whole", "height_mm" },
        { "height_mm", "0", "catalog.size_incomplete", "length_mm" },
        { "battery", "potato", "catalog.battery_unknown", "battery" },
        { "battery", "2", "catalog.battery_unknown", "battery" },
        { "liquid", "maybe", "catalog.cell_not_yes_no", "liquid" },
        { "hs_code", "12", "catalog.hs_code_malformed", "hs_code" },
        { "hs_code", "999999", "test.no_such_code", "hs_code" },
        { "origin", "XX", "catalog.origin_unknown", "origin" },
        { "tariff_lines", "EU:1", "catalog.tariff_line_malformed", "tariff_lines" },
        { "tariff_lines", "EU=61091000", "catalog.national_code_malformed", "tariff_lines" },
        { "cost", "12,50", "catalog.cell_not_number", "cost" },
        { "cost", "1.234", "money.too_many_decimals", "cost" },
        { "currency", "XYZ", "money.unknown_currency", "cost" },
        { "barcodes", "4.00638E+12", "catalog.cell_shortened", "barcodes" },
        { "barcodes", "222", "catalog.gtin_known", "barcodes" },
        { "name", "-", "catalog.name_missing", "name" },
        { "name", "«200»", "catalog.cell_too_long", "name" },
        { "parts", "CUP", "catalog.part_malformed", "parts" },
        { "parts", "NOBODY*1", "catalog.part_unknown", "parts" },
        { "parts", "MUG*1", "catalog.part_is_itself", "parts" },
        { "parts", "SET*1", "catalog.part_is_bundle", "parts" },
        { "parts", "POT*0", "catalog.part_quantity", "parts" },
        { "parts", "POT*1", "catalog.bundle_has_stock", "parts" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_cannot_be_true_is_named_by_row_and_column(string column, string cell, string code, string named)
    {
        var text = cell == "«200»" ? new string('x', 201) : cell;
        var extra = column == "height_mm" && text == "0" ? (",length_mm", ",5") : ("", "");
        var file = File($"sku,{column}{extra.Item1}\nCUP,\nMUG,\"{text}\"{extra.Item2}\n");

        var row = Proposal(Three(), held: 7).Of(file).Single(one => one.Sku == "MUG");

        row.Fate.ShouldBe(RowFate.Faulty);
        row.Line.ShouldBe(3);
        row.Problems.Select(problem => (problem.Code, problem.Field)).ShouldBe([(code, named)]);
    }

    [Fact]
    public void An_empty_cell_and_a_column_that_is_left_out_leave_what_is_on_file_and_a_hyphen_takes_it_away()
    {
        var row = Proposal(Three()).Of(File("sku;origin;hs_code\nMUG;;-\n"))[0];

        row.Changes.Select(change => (change.Field, change.Before, change.After)).ShouldBe([("HS code", "691200", "")]);
    }

    [Fact]
    public void A_bundle_may_be_made_of_products_that_stand_below_it_in_the_same_file()
    {
        var rows = Proposal(Three()).Of(File("sku\tname\tparts\nGIFT\tGift box\tMUG*1|NEW*2\nNEW\tNew cup\t\n"));

        rows.Select(row => (row.Sku, row.Fate)).ShouldBe([("NEW", RowFate.New), ("GIFT", RowFate.New)]);
    }

    [Fact]
    public void One_product_stands_in_a_file_once_and_a_barcode_belongs_to_one()
    {
        var rows = Proposal(Three()).Of(File("sku,name,barcodes\nA,A,777\nA,A again,\nB,B,777\n"));

        rows.Select(row => row.Problems.Select(problem => problem.Code).FirstOrDefault()).ShouldBe([null, "catalog.row_twice", "catalog.gtin_known"]);
    }

    [Theory]
    [InlineData("", "catalog.file_empty")]
    [InlineData("name\nMug\n", "catalog.sku_column_missing")]
    [InlineData("sku,name,Name\nA,B,C\n", "catalog.column_twice")]
    [InlineData("sku,name\nA,\"B\nC,D\n", "catalog.broken_quotes")]
    public void A_file_that_cannot_be_read_says_why(string text, string code) => ProductFile.Read(Encoding.UTF8.GetBytes(text)).Problem!.Code.ShouldBe(code);

    [Fact]
    public void Letters_of_an_unknown_encoding_are_not_guessed() => ProductFile.Read([.. "sku,name\nA,"u8, 0xC4, 0xD6]).Problem!.Code.ShouldBe("catalog.not_utf8");

    [Fact]
    public void A_workbook_that_is_none_is_refused() => ProductFile.Read([.. "PK\u0003\u0004"u8, 1, 2, 3]).Problem!.Code.ShouldBe("platform.workbook_unreadable");

    [Fact]
    public void Ten_thousand_rows_are_looked_through()
    {
        var text = new StringBuilder("sku,name,weight_g\n");
        for (var i = 0; i < 10_000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"P-{i},Product {i},{i + 1}\n");

        var rows = Proposal(Three()).Of(File(text.ToString()));

        rows.Count.ShouldBe(10_000);
        rows.ShouldAllBe(row => row.Fate == RowFate.New);
    }

    /// <summary>Names and codes of every kind that has made trouble somewhere.</summary>
    private static CatalogSnapshot ACatalogue(int[] seeds)
    {
        string[] texts = ["", "Mug", " outer blanks ", "=1+1", "'=1", "''x", "-", "陶瓷杯 “蓝”", "كوب", "a\"b,c;d\te", "two\nlines", "1,5", "007", "1E5", "|bar||", "x*2", "＝1", "NULL"];
        var products = seeds.Select((seed, i) =>
        {
            string Text(int turn) => texts[(int)((uint)(seed ^ (turn * 7_919)) % texts.Length)];
            return new Product(new(i + 1), $"S{i}{Text(1).Trim()}".Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal), Text(2))
            {
                NameChinese = Text(3),
                Category = Text(4),
                WeightGrams = seed % 3 == 0 ? 0 : seed,
                Size = seed % 2 == 0 ? default : new(seed % 500, 20, 30),
                Origin = seed % 4 == 0 ? "" : "CN",
                HsCode = seed % 5 == 0 ? "" : "610910",
                NationalCodes = seed % 5 == 0 ? NationalCodes.None : NationalCodes.Parse("EU=61091000 US=6109100012"),
                CustomsDescription = Text(5),
                Battery = (BatteryKind)(seed % 3),
                IsLiquid = seed % 7 == 0,
                Cost = seed % 6 == 0 ? new(0, "") : new(seed % 99_999, seed % 2 == 0 ? "JPY" : "EUR"),
                Gtin = seed % 2 == 0 ? "" : $"{i}|{Text(6).Trim()}x".Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal),
            };
        }).ToList();
        return CatalogSnapshot.Empty.With(new(
            1, products, [new(new(1), new(2), 3)], [],
            [.. products.Where(product => product.Gtin.Length > 0).SelectMany(product => new[] { (product.Gtin, (ProductId?)product.Id), ($"second {product.Id.Value}", product.Id) })]));
    }

    private static CatalogSnapshot Three() => CatalogSnapshot.Empty.With(new(
        1,
        [new(new(1), "CUP", "Cup"), new(new(2), "MUG", "Mug") { HsCode = "691200", Origin = "CN", Cost = new(100, "EUR") }, new(new(3), "POT", "Pot") { Gtin = "222" }, new(new(4), "SET", "Set")],
        [new(new(4), new(1), 2)], [], [("222", new ProductId(3))]));

    private static ImportProposal Proposal(CatalogSnapshot snapshot, long held = 0) => new(snapshot, new EveryCodeButNines(), _ => held);

    private static ProductFile File(string text) => ProductFile.Read(Encoding.UTF8.GetBytes(text)).Value;

    private static ProductFile Exported(CatalogSnapshot snapshot, string format)
    {
        using var file = new MemoryStream();
        var rows = ProductExport.Rows(snapshot, snapshot.All());
        (format == "csv" ? ProductExport.WriteAsync(rows, file, CancellationToken.None) : ProductExport.WriteSheetAsync(rows, file, CancellationToken.None)).GetAwaiter().GetResult();
        return ProductFile.Read(file.ToArray()).Value;
    }

    private sealed class EveryCodeButNines : IHsCodes
    {
        public Entrepot.Kernel.Result Check(string hsCode) => hsCode == "999999" ? Problem.Invalid("test.no_such_code", "There is none.") : Entrepot.Kernel.Result.Ok;

        public IReadOnlyList<HsProposal> Propose(Product product) => [];
    }
}
