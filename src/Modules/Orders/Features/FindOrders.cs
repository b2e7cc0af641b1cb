using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>
/// Orders in the top bar's search: by our number, the shop's or the buyer's name, or any part of the last two. What is
/// exact comes before what only begins so, and this before parts; among equals the newest first.
/// </summary>
internal sealed class FindOrders(EntrepotDb db) : ISearch
{
    /// <summary>Parts are looked for among the newest orders only: the search shall not grow with the company's age.</summary>
    private const int NewestMax = 500_000;

    public string Title => "Orders";
    public string Permission => "orders.view";
    public int Order => 10;

    public async Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct)
    {
        var number = OrderSearch.OurNumber(text);
        var shops = SearchWords.OfNumber(text);
        var numbered = db.Set<OrderWord>().Where(word => word.Word == shops).Select(word => word.OrderId);
        var found = await RowsAsync(db.Set<Order>().Where(order => order.Number == number || numbered.Contains(order.Id)), limit, ct);
        var isExact = found.Count > 0;
        if (!isExact)
        {
            var ids = OrderSearch.Beginnings(db, text);
            found = await RowsAsync(db.Set<Order>().Where(order => ids.Contains(order.Id)), limit, ct);
        }

        if (!isExact && found.Count < limit && text.Length >= TextParts.ShortestPart) found.AddRange((await PartsAsync(text, limit, ct)).ExceptBy(found.Select(row => row.Id), row => row.Id).Take(limit - found.Count));
        return found.ConvertAll(row => new Hit(
            row.Number, $"{row.Buyer} · {row.ExternalNumber}", $"/orders/{row.Id.Value}",
            string.Equals(row.Number, text, StringComparison.OrdinalIgnoreCase) || string.Equals(row.ExternalNumber, text, StringComparison.OrdinalIgnoreCase))
        {
            Status = OrderStatusView.Word(row.Status),
        });
    }

    private async Task<List<Row>> PartsAsync(string text, int limit, CancellationToken ct)
    {
        var oldest = (await db.Set<Order>().OrderByDescending(order => order.Id).Skip(NewestMax).Select(order => order.Id).FirstOrDefaultAsync(ct)).Value;
        var newest = db.Set<Order>().Where(order => (long)(object)order.Id > oldest);
        var ids = await OrderSearch.Parts(db, newest, text).OrderByDescending(order => order.Id).Take(limit).Select(order => order.Id).ToListAsync(ct);
        return await RowsAsync(db.Set<Order>().Where(order => ids.Contains(order.Id)), limit, ct);
    }

    private static Task<List<Row>> RowsAsync(IQueryable<Order> orders, int limit, CancellationToken ct) => orders.OrderByDescending(order => order.Id).Take(limit)
        .Select(order => new Row(order.Id, order.Number, order.ExternalNumber, order.BuyerName, order.Status)).ToListAsync(ct);

    private sealed record Row(OrderId Id, string Number, string ExternalNumber, string Buyer, Contracts.OrderStatus Status);
}
