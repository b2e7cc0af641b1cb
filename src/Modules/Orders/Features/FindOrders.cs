using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Orders in the top bar's search: by our number or the shop's, from their beginnings, and by the buyer's name.</summary>
internal sealed class FindOrders(EntrepotDb db) : ISearch
{
    public string Title => "Orders";
    public string Permission => "orders.view";
    public int Order => 10;

    public async Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct)
    {
        var number = text.ToUpperInvariant();
        var found = await RowsAsync(db.Set<Order>().Where(order => order.Number == number || order.ExternalNumber == text || order.ExternalNumber == number), limit, ct);
        if (found.Count == 0) found = await RowsAsync(Matching(text), limit, ct);
        return found.ConvertAll(row => new Hit(
            row.Number, $"{row.Buyer} · {row.ExternalNumber} · {row.Status}", $"/orders/{row.Id.Value}",
            row.Number == number || string.Equals(row.ExternalNumber, text, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Reads one index from its end, the newest orders first, and stops at the limit.</summary>
    private IQueryable<Order> Matching(string text)
    {
        var (start, part) = (OrderList.Escape(text) + "%", "%" + OrderList.Escape(text) + "%");
        return db.Set<Order>().Where(order => EF.Functions.Like(order.Number, start, "\\") || EF.Functions.Like(order.ExternalNumber, start, "\\") || EF.Functions.Like(order.BuyerName, part, "\\"));
    }

    private static Task<List<Row>> RowsAsync(IQueryable<Order> orders, int limit, CancellationToken ct) => orders.OrderByDescending(order => order.Id).Take(limit)
        .Select(order => new Row(order.Id, order.Number, order.ExternalNumber, order.BuyerName, order.Status)).ToListAsync(ct);

    private sealed record Row(OrderId Id, string Number, string ExternalNumber, string Buyer, Contracts.OrderStatus Status);
}
