using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Printing.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>What comes out at the packing table by itself: a label for each parcel, then the papers of the order, where it has any.</summary>
internal sealed class PrintAtStation(IPrinting printing, IConsignments consignments, ICustomsPapers papers)
{
    /// <summary>Adds the jobs of orders that the carrier has just booked to the open unit of work.</summary>
    public async Task RunAsync(IReadOnlyList<FulfilmentOrder> booked, CancellationToken ct)
    {
        if (booked.Count == 0) return;
        var atStations = await printing.PackedAtStationsAsync([.. booked.Select(order => order.Id)], ct);
        if (atStations.Count == 0) return; // A crew that packs by the thousand prints in its own system.
        var orders = booked.Where(order => atStations.Contains(order.Id)).ToList();

        var found = (await consignments.FindAsync([.. orders.Select(order => order.ConsignmentId)], ct)).ToDictionary(consignment => consignment.Id);
        var made = (await papers.OfOrdersAsync([.. orders.Select(order => order.OrderId).Distinct()], ct)).Where(paper => paper.VoidedAt is null).Select(paper => paper.Consignment).ToHashSet();
        await printing.PackedAsync([.. orders.Where(order => found.ContainsKey(order.ConsignmentId)).Select(order => (order.Id, Wishes(order, found[order.ConsignmentId], made)))], ct);
    }

    private static IReadOnlyList<PrintWish> Wishes(FulfilmentOrder order, ConsignmentInfo consignment, HashSet<ConsignmentId> made)
    {
        var wishes = consignment.Parcels.Select(parcel => new PrintWish(PrintDocuments.Label, parcel.Id.ToString(CultureInfo.InvariantCulture), FormattableString.Invariant($"{order.Number}-{parcel.Number}"))).ToList();
        if (consignment.MissingPapers is not null || made.Contains(consignment.Id))
            wishes.Add(new(PrintDocuments.Papers, order.Id.Value.ToString(CultureInfo.InvariantCulture), order.Number));
        return wishes;
    }
}
