using Entrepot.Channels.Contracts;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>A real retailer's nine months, dirt and all.</summary>
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
        first.MatchedCancellations.ShouldBeInRange(4_200, 4_400);
        first.RefusedFiles.ShouldBeEmpty();

        var second = await ImportAsync(database, folder);
        (second.Orders, second.Duplicates, second.Conflicts, second.MatchedCancellations).ShouldBe((0, 12_977, 0, first.MatchedCancellations));
        second.AmountAccounted.ShouldBe(first.AmountIn);
    }

    private static async Task<ImportSummary> ImportAsync(TestDatabase database, string folder)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var summary = await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(new("uci-online-retail", Shop, [folder]) { Complete = false }, null, Ct);
        TestContext.Current.TestOutputHelper?.WriteLine(summary.Value.ToString());
        return summary.Value;
    }
}
