using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Buyers in the top bar's search, by the words of their names; each leads to the orders under that name.</summary>
internal sealed class FindBuyers(EntrepotDb db) : ISearch
{
    /// <summary>Enough orders to see who is meant, without reading all of a common name.</summary>
    private const int OrdersMax = 200;

    public string Title => "Buyers";
    public string Permission => "orders.view";
    public int Order => 15;

    public async Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct)
    {
        if (SearchWords.OfQuery(text) is not { Count: > 0 } words || words[0] is { Length: 1 } letter && char.IsAscii(letter[0]) || text.Any(char.IsAsciiDigit)) return [];

        var ids = OrderSearch.Named(db, text);
        var names = await db.Set<Order>().Where(order => ids.Contains(order.Id)).OrderByDescending(order => order.Id).Take(OrdersMax).Select(order => new { order.BuyerName, order.Country }).ToListAsync(ct);
        return [.. names.GroupBy(order => order).OrderByDescending(buyer => buyer.Count()).Take(limit)
            .Select(buyer => new Hit(buyer.Key.BuyerName, $"{buyer.Key.Country}", new ListUrl("/orders", [new("q", buyer.Key.BuyerName), new("country", buyer.Key.Country)]).ToString(), IsExact: false))];
    }
}
