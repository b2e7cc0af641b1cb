using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Insights.Features;

/// <summary>Adds up what a span of time brought, in the company's currency at the day's rates.</summary>
internal sealed class OverviewSpans(EntrepotDb db, IOrderCounts orders, IFreightFigures freight, IFxRates rates, TimeProvider clock)
{
    public async Task<OverviewSpan> ReadAsync(DateTime from, int days, OrderScope scope, WarehouseId? site, CancellationToken ct)
    {
        var pulses = await orders.PulseAsync(from, days, scope, ct);
        var currency = await db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Currency).SingleAsync(ct);
        var fx = await rates.AsOfAsync(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), ct);
        var (sales, priced, profit) = (0L, 0L, 0L);
        foreach (var sum in pulses.SelectMany(pulse => pulse.Sums))
        {
            var total = fx.Convert(sum.Total, currency);
            if (!total.IsOk) continue; // Held for its currency already; it has no value in ours.
            sales += total.Value.Minor;
            priced += fx.Convert(sum.Priced, currency).Value.Minor;
            profit += fx.Convert(sum.Profit, currency).Value.Minor;
        }

        return new(
            pulses.Sum(pulse => pulse.Orders), pulses.Sum(pulse => pulse.WithoutPerson), days == 1 ? pulses[0].PerHour : [.. pulses.Select(pulse => pulse.Orders)],
            new(sales, currency), priced <= 0 ? null : Rounding.DivideHalfEven((Int128)profit * 1_000_000, priced),
            await orders.PunctualityAsync(from, from.AddDays(days), scope, ct),
            scope.Channel is null ? await CostPerParcelAsync(from, from.AddDays(days), site, fx, currency, ct) : null);
    }

    private async Task<Money?> CostPerParcelAsync(DateTime from, DateTime until, WarehouseId? site, FxTable fx, string currency, CancellationToken ct)
    {
        var left = await freight.OfAsync(from, until, site, ct);
        if (left.Parcels == 0) return null;

        var sum = 0L;
        foreach (var price in left.Prices)
        {
            if (fx.Convert(price, currency) is not { IsOk: true } converted) return null; // A part of the sum would mislead.
            sum += converted.Value.Minor;
        }

        return new(Rounding.DivideHalfEven(sum, left.Parcels), currency);
    }
}
