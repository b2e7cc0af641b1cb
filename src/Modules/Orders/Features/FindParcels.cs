using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Parcels in the top bar's search, by tracking number or by the consignment's; each is shown on its order's page.</summary>
internal sealed class FindParcels(EntrepotDb db, IParcelSearch parcels) : ISearch
{
    public string Title => "Parcels";
    public string Permission => "orders.view";
    public int Order => 20;

    public async Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct)
    {
        var found = await parcels.FindAsync(text, limit, ct);
        if (found.Count == 0) return [];

        var orders = found.Select(parcel => parcel.Order).Distinct().ToList();
        var numbers = await db.Set<Order>().Where(order => orders.Contains(order.Id)).ToDictionaryAsync(order => order.Id, order => order.Number, ct);
        return [.. found.Select(parcel => new Hit(
            parcel.TrackingNumber.Length > 0 ? parcel.TrackingNumber : parcel.Reference,
            $"{parcel.ServiceName} · {numbers.GetValueOrDefault(parcel.Order, "")}", $"/orders/{parcel.Order.Value}?tab=parcels", parcel.IsExact) { Status = ConsignmentView.Word(parcel.Status) })];
    }
}
