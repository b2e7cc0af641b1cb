using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>A real retailer's nine months, dirt and all.</summary>
[Storage]
public sealed class UciImportTests
{
    [Fact]
    public async Task Nine_months_of_a_retailer_reconcile_to_the_penny_and_a_second_run_changes_nothing()
    {
        var folder = SharedData.Find("orders/uci-online-retail/by-day");
        await using var database = await OpenAsync();

        var first = await ImportAsync(database, folder);

        // Counted with another program: rows by the first letter of InvoiceNo and the sign of the quantity.
        (first.Rows, first.CancelledRows, first.StockAdjustmentRows, first.RefusedRows).ShouldBe((320_705, 5_847, 925, 925));
        (first.GoodsRows + first.ServiceRows).ShouldBe(320_705 - 5_847 - 925);
        (first.Orders, first.Duplicates, first.Conflicts).ShouldBe((12_977, 0, 0));
        first.AmountIn.ShouldBe(5_761_931.382m);
        first.AmountAccounted.ShouldBe(first.AmountIn);
        first.MatchedCancellations.ShouldBe(4_289);
        first.RefusedFiles.ShouldBeEmpty();
        await EverythingIsCompleteAsync(database);

        var second = await ImportAsync(database, folder);
        (second.Orders, second.Duplicates, second.Conflicts, second.MatchedCancellations).ShouldBe((0, 12_977, 0, first.MatchedCancellations));
        second.AmountAccounted.ShouldBe(first.AmountIn);
    }

    private static async Task EverythingIsCompleteAsync(TestDatabase database)
    {
        var waiting = await database.WaitingAsync();
        waiting.Sum(order => order.Cancelled.Count).ShouldBeGreaterThan(4_000);
        waiting.Where(order => order.Order.ShipTo.Line1.Length == 0).Select(order => order.Order.CountryText).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["Channel Islands", "European Community", "Unspecified"]);

        await using var scope = database.As(TestDatabase.Ours);
        var codes = waiting.SelectMany(order => order.Order.Lines).Where(line => !line.IsService).Select(line => line.Code).Distinct().ToList();
        codes.Count.ShouldBeGreaterThan(3_500);
        (await scope.ServiceProvider.GetRequiredService<ICatalog>().ResolveAsync(codes.ConvertAll(code => new SkuReference(Shop, code)), Ct)).ShouldAllBe(product => product != null);
    }

    private static async Task<ImportSummary> ImportAsync(TestDatabase database, string folder)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(new("uci-online-retail", Shop, [folder]), null, Ct)).Value;
    }
}
