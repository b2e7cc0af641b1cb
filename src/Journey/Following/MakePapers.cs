using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Microsoft.EntityFrameworkCore;
using PackedParcel = Entrepot.Customs.Contracts.PackedParcel;

namespace Entrepot.Journey.Following;

/// <summary>
/// Makes the papers of booked consignments out of what was declared, what was packed and the carrier's numbers, and lets the
/// consignments go that have all of theirs. Where papers cannot be made the order's timeline says why, and the parcels stay.
/// </summary>
internal sealed class MakePapers(
    EntrepotDb db, IConsignments consignments, IFulfilment fulfilment, IOrderBook book, IWarehouses warehouses, ICatalog catalog, ICustomsPapers papers, IFxRates rates, TimeProvider clock)
{
    /// <summary>Adds everything to the open unit of work.</summary>
    /// <returns>One answer per consignment, in the same order.</returns>
    public async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<ConsignmentId> ids, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var wanted = await consignments.FindAsync(ids, ct);
        // One that was taken back meanwhile needs none, and one that has left had its papers.
        var booked = wanted.Where(consignment => consignment.Status == ConsignmentStatus.Booked).DistinctBy(consignment => consignment.Id).ToList();
        var made = await papers.MakeAsync(await PackedAsync(booked, now, ct), ct);

        var answers = booked.Zip(made, (consignment, answer) => (consignment, answer.Problem)).ToDictionary(pair => pair.consignment.Id, pair => pair.Problem);
        consignments.PapersMade([.. booked.Where(consignment => consignment.MissingPapers is not null && answers[consignment.Id] is null).Select(consignment => consignment.Id)]);
        book.Note([.. booked.Where(consignment => answers[consignment.Id] is not null).Select(consignment => (consignment.Order, "papers_missing", answers[consignment.Id]?.Message ?? ""))], now);
        return [.. ids.Select(id => new Result(answers.GetValueOrDefault(id)))];
    }

    private async Task<IReadOnlyList<PackedConsignment>> PackedAsync(List<ConsignmentInfo> booked, DateTime now, CancellationToken ct)
    {
        if (booked.Count == 0) return [];

        var orders = (await book.FindAsync([.. booked.Select(consignment => consignment.Order).Distinct()], ct)).ToDictionary(order => order.Id);
        var packed = (await fulfilment.PackedAsync([.. booked.Select(consignment => consignment.FulfilmentOrder)], ct)).ToDictionary(order => order.Id);
        var sites = (await warehouses.AllAsync(ct)).ToDictionary(site => site.Id);
        var products = packed.Values.SelectMany(order => order.Parcels).SelectMany(parcel => parcel.Contents).Select(line => line.Product).Distinct().ToList();
        var weights = products.Zip(await catalog.FindAsync(products, ct)).ToDictionary(pair => pair.First, pair => pair.Second?.WeightGrams ?? 0);
        var company = await db.Set<Tenant>().Where(tenant => tenant.Id == db.Tenant).Select(tenant => tenant.Name).SingleAsync(ct);
        var fx = await rates.AsOfAsync(DateOnly.FromDateTime(now), ct);

        return booked.ConvertAll(consignment =>
        {
            var (order, site) = (orders[consignment.Order], sites[consignment.Warehouse]);
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone)));
            return new PackedConsignment(
                consignment.Id, order.Id, consignment.Reference, order.Number, company, site.Address, order.Content.ShipTo, order.Content.BillTo, order.Content.BuyerTaxId,
                consignment.Service, consignment.ServiceName, day, fx, Parcels(consignment, packed.GetValueOrDefault(consignment.FulfilmentOrder), weights));
        });
    }

    private static List<PackedParcel> Parcels(ConsignmentInfo consignment, PackedOrder? packed, Dictionary<ProductId, long> weights)
    {
        var contents = (packed?.Parcels ?? []).ToDictionary(parcel => parcel.Number, parcel => parcel.Contents);
        return [.. consignment.Parcels.Select(parcel => new PackedParcel(
            parcel.Number, parcel.TrackingNumber ?? "", parcel.Outer, parcel.GrossWeightGrams,
            [.. contents.GetValueOrDefault(parcel.Number, []).Select(line => new PackedPiece(line.OrderLine, line.Product, line.Sku, line.Name, line.NameChinese, line.Quantity, weights[line.Product]))]))];
    }
}
