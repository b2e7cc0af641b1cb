using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Orders in the top bar's search: by our number, the beginning of the shop's, or the buyer's name; the newest first.</summary>
internal sealed class FindOrders(EntrepotDb db) : ISearch
{
    public string Title => "Orders";
    public string Permission => "orders.view";
    public int Order => 10;

    public async Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct)
    {
        var number = text.ToUpperInvariant();
        var shops = SearchWords.OfNumber(text);
        var numbered = db.Set<OrderWord>().Where(word => word.Word == shops).Select(word => word.OrderId);
        var found = await RowsAsync(db.Set<Order>().Where(order => order.Number == number || numbered.Contains(order.Id)), limit, ct);
        if (found.Count == 0)
        {
            var ids = OrderSearch.Find(db, text);
            found = await RowsAsync(db.Set<Order>().Where(order => ids.Contains(order.Id)), limit, ct);
        }

        return found.ConvertAll(row => new Hit(
            row.Number, $"{row.Buyer} · {row.ExternalNumber} · {row.Status}", $"/orders/{row.Id.Value}",
            row.Number == number || string.Equals(row.ExternalNumber, text, StringComparison.OrdinalIgnoreCase)));
    }

    private static Task<List<Row>> RowsAsync(IQueryable<Order> orders, int limit, CancellationToken ct) => orders.OrderByDescending(order => order.Id).Take(limit)
        .Select(order => new Row(order.Id, order.Number, order.ExternalNumber, order.BuyerName, order.Status)).ToListAsync(ct);

    private sealed record Row(OrderId Id, string Number, string ExternalNumber, string Buyer, Contracts.OrderStatus Status);
}
