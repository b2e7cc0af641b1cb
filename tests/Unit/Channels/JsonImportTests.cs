using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>Marketplaces' JSON as files.</summary>
[Storage]
public sealed class JsonImportTests
{
    [Fact]
    public async Task A_file_of_a_shopify_order_is_imported_and_its_lines_are_the_rows()
    {
        var file = SharedData.Find("marketplaces/shopify/order.json");
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, "shopify", await File.ReadAllBytesAsync(file))).Value;

        (summary.Rows, summary.GoodsRows, summary.Orders, summary.AmountIn).ShouldBe((3, 3, 1, 597m));
        summary.AmountAccounted.ShouldBe(summary.AmountIn);
        var again = (await ImportAsync(database, "shopify", await File.ReadAllBytesAsync(file))).Value;
        (again.Orders, again.Duplicates).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_bad_order_in_a_good_file_is_noted_and_the_others_are_taken()
    {
        await using var database = await OpenAsync();
        var good = """{"externalNumber":"1","placedAt":"2026-11-02T12:00:00Z","currency":"EUR","shipTo":{},"lines":[{"code":"A","quantity":2,"unitPrice":1.5}]}""";

        var summary = (await ImportAsync(database, "entrepot", Encoding.UTF8.GetBytes($"{{\"orders\":[{good},{{\"externalNumber\":\"2\"}}]}}"))).Value;

        (summary.Rows, summary.Orders, summary.RefusedRows, summary.AmountIn).ShouldBe((2, 1, 1, 3m));
        summary.AmountAccounted.ShouldBe(3m);
    }

    [Theory]
    [InlineData("amazon", "{\"hello\":1}", "channels.json_misfit")]
    [InlineData("shopify", "{\"orders\":[", "channels.import_not_json")]
    [InlineData("entrepot", "InvoiceNo,StockCode\n", "channels.import_not_json")]
    [InlineData("entrepot", "", "channels.import_file_empty")]
    public async Task A_file_that_is_something_else_is_refused(string profile, string text, string code)
    {
        await using var database = await OpenAsync();

        (await ImportAsync(database, profile, Encoding.UTF8.GetBytes(text))).Problem?.Code.ShouldBe(code);
    }

    private static async Task<Result<ImportSummary>> ImportAsync(TestDatabase database, string profile, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(new(profile, Shop, []) { Content = content, ContentName = "test.json" }, null, Ct);
    }
}
