using Entrepot.Channels.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Insights.Features;

/// <summary>The first page: where orders are now, what came in, what waits for a person.</summary>
internal sealed class Overview(EntrepotDb db, IOrderCounts orders, IWaitingOrders waiting, IFxRates rates, Momentary<TenantId, OverviewView> kept, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/", async (Overview overview) => PageResult.Show<OverviewPage>(new { Now = await overview.RunAsync() }))
            .RequireAuthorization("overview.view");

    /// <summary>Adding up two days reads every order of them, so people who look at the same time share one reading.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    public Task<OverviewView> RunAsync() => kept.GetAsync(db.Tenant, () => ReadAsync(CancellationToken.None));

    private async Task<OverviewView> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var pulse = await orders.PulseAsync(now.AddDays(-2), days: 2, ct);
        var (yesterday, today) = (pulse[0], pulse[1]);
        var (sales, margin) = await MoneyAsync(today, now, ct);
        return new(
            await waiting.CountAsync(ct), await orders.ByStatusAsync(ct), await orders.ByHoldReasonAsync(ct),
            today, yesterday, sales, margin, now);
    }

    /// <summary>What buyers pay and what is expected to remain, over all currencies, at the day's rates.</summary>
    private async Task<(Money Sales, long? MarginPpm)> MoneyAsync(OrderPulse pulse, DateTime now, CancellationToken ct)
    {
        var currency = await db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Currency).SingleAsync(ct);
        var fx = await rates.AsOfAsync(DateOnly.FromDateTime(now), ct);
        var (sales, priced, profit) = (0L, 0L, 0L);
        foreach (var sum in pulse.Sums)
        {
            var total = fx.Convert(sum.Total, currency);
            if (!total.IsOk) continue; // Held for its currency already; it has no value in ours.
            sales += total.Value.Minor;
            priced += fx.Convert(sum.Priced, currency).Value.Minor;
            profit += fx.Convert(sum.Profit, currency).Value.Minor;
        }

        return (new(sales, currency), priced <= 0 ? null : Rounding.DivideHalfEven((Int128)profit * 1_000_000, priced));
    }
}

/// <summary>The overview's numbers, renewed while the page is open.</summary>
internal sealed class OverviewNumbers(Overview overview) : ILiveNumbers
{
    public string Permission => "overview.view";

    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct)
    {
        var now = await overview.RunAsync();
        var numbers = new Dictionary<string, string>
        {
            ["overview-orders"] = Formats.Number(now.Today.Orders),
            ["overview-waiting"] = Formats.Number(now.Waiting),
            ["overview-held"] = Formats.Number(now.ByStatus.GetValueOrDefault(OrderStatus.OnHold)),
            ["overview-person"] = now.WithoutPersonPpm is { } share ? Formats.Percent(share) : Formats.Nothing,
        };
        foreach (var status in Enum.GetValues<OrderStatus>()) numbers[$"overview-{status}"] = Formats.Number(now.ByStatus.GetValueOrDefault(status));
        return numbers;
    }
}
