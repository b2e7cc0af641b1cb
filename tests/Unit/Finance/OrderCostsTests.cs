using Entrepot.Finance;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Finance;

[Storage]
public sealed class OrderCostsTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly OrderId Order = new(42);

    [Fact]
    public async Task New_estimates_replace_old_ones_and_leave_what_was_really_charged()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await EstimateAsync(database, (CostKind.Goods, 10_000), (CostKind.Freight, -620), (CostKind.Duty, -300));
        await SettleAsync(database, (CostKind.Freight, -700));

        await EstimateAsync(database, (CostKind.Goods, 9_000), (CostKind.Freight, -650));

        (await OfAsync(database)).ShouldBe(["Goods 90.00 EUR / -", "Freight -6.50 EUR / -7.00 EUR"]);
    }

    [Fact]
    public async Task Withdrawing_twice_removes_the_estimates_once_and_keeps_what_was_charged()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await EstimateAsync(database, (CostKind.Goods, 10_000), (CostKind.Freight, -620));
        await SettleAsync(database, (CostKind.Freight, -700));

        for (var i = 0; i < 2; i++)
            await database.InUnitAsync(services =>
            {
                services.GetRequiredService<IOrderCosts>().Withdraw([Order]);
                return Task.CompletedTask;
            });

        (await OfAsync(database)).ShouldBe(["Freight -6.20 EUR / -7.00 EUR"]);
    }

    [Fact]
    public async Task A_charge_that_nobody_estimated_is_kept_too_and_a_repeat_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        await SettleAsync(database, (CostKind.ChannelFee, -150));
        await SettleAsync(database, (CostKind.ChannelFee, -150));

        (await OfAsync(database)).ShouldBe(["ChannelFee 0.00 EUR / -1.50 EUR"]);
    }

    [Fact]
    public async Task A_charge_in_another_currency_than_the_orders_is_a_fault_of_the_caller()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await EstimateAsync(database, (CostKind.Freight, -620));

        await Should.ThrowAsync<InvalidOperationException>(() => database.InUnitAsync(services =>
            services.GetRequiredService<IOrderCosts>().SettleAsync([(Order, CostKind.Freight, new Money(-700, "USD"))], Ct)));
    }

    private static Task EstimateAsync(TestDatabase database, params (CostKind Kind, long Minor)[] costs) => database.InUnitAsync(services =>
    {
        services.GetRequiredService<IOrderCosts>().Estimate([.. costs.Select(cost => new OrderCost(Order, cost.Kind, new(cost.Minor, "EUR"), null, "why"))]);
        return Task.CompletedTask;
    });

    private static Task SettleAsync(TestDatabase database, (CostKind Kind, long Minor) actual) => database.InUnitAsync(services =>
        services.GetRequiredService<IOrderCosts>().SettleAsync([(Order, actual.Kind, new(actual.Minor, "EUR"))], Ct));

    private static async Task<IEnumerable<string>> OfAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<IOrderCosts>().OfAsync(Order, Ct)).Select(cost => $"{cost.Kind} {cost.Estimated} / {cost.Actual?.ToString() ?? "-"}");
    }
}
