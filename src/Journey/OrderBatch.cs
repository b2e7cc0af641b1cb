using Entrepot.Customs.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Tax.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Journey;

/// <summary>Orders that travel together: one read, one decision in memory, one commit.</summary>
/// <param name="Now">The moment of the batch, UTC: every stage decides at the same time.</param>
/// <param name="Fx">The day's exchange rates.</param>
/// <param name="BaseCurrency">The currency the company keeps its books in.</param>
/// <param name="Warehouses">All active sites.</param>
internal sealed record OrderBatch(IReadOnlyList<Traveller> All, DateTime Now, FxTable Fx, string BaseCurrency, IReadOnlyList<WarehouseSite> Warehouses)
{
    /// <summary>Orders in one batch: enough to share a commit's cost, few enough not to hold the writer for long.</summary>
    public const int CountMax = 512;

    /// <summary>With the day's rates and the sites of the scope's company.</summary>
    public static async Task<OrderBatch> OfAsync(IServiceProvider services, IReadOnlyList<Traveller> travellers, DateTime now, CancellationToken ct)
    {
        var db = services.GetRequiredService<EntrepotDb>();
        await services.GetRequiredService<ITariffRates>().ReadyAsync(ct);
        var fx = await services.GetRequiredService<IFxRates>().AsOfAsync(DateOnly.FromDateTime(now), ct);
        var sites = await services.GetRequiredService<IWarehouses>().AllAsync(ct);
        await GiveOwnNumbersAsync(services, travellers, DateOnly.FromDateTime(now), ct);
        var currency = await db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Currency).SingleAsync(ct);
        return new(travellers, now, fx, currency, [.. sites.Where(site => site.IsActive)]);
    }

    /// <summary>Where the company collected a consumer's VAT itself, its own number of the import one-stop shop goes with the parcel.</summary>
    private static async Task GiveOwnNumbersAsync(IServiceProvider services, IReadOnlyList<Traveller> travellers, DateOnly today, CancellationToken ct)
    {
        var collected = travellers.Where(order => order.Content is { IossNumber: null, TaxCollectedByChannel: false, BuyerIsBusiness: false, TaxMinor: > 0 } content && Countries.IsInEuCustoms(content.ShipTo.Country)).ToList();
        if (collected.Count == 0) return;

        var registered = await services.GetRequiredService<ITaxRegistrations>().InForceAsync(today, ct);
        var own = registered.FirstOrDefault(registration => registration.Kind == TaxRegistrationKind.Ioss)?.Number;
        foreach (var order in collected) order.OwnIossNumber = own;
    }

    public DateOnly Today { get; } = DateOnly.FromDateTime(Now);

    /// <summary>The orders that nothing has stopped yet, in their order.</summary>
    public List<Traveller> Moving()
    {
        var moving = new List<Traveller>(All.Count);
        foreach (var traveller in All)
            if (traveller.IsMoving) moving.Add(traveller);
        return moving;
    }
}
