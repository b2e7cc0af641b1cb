using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>
/// An order of the list, and how to read a page of it from a row on: <c>?after=</c> and <c>?before=</c> name the row at
/// the edge of the page that was left, so that page 2,000 costs what page 2 does. A page number alone, as in an old
/// bookmark, is counted up to.
/// </summary>
internal sealed class OrderSort
{
    private readonly bool byTotal;
    private readonly bool rising;

    private OrderSort(bool byTotal, bool rising) => (this.byTotal, this.rising) = (byTotal, rising);

    public static OrderSort Of(string? sort) => sort switch
    {
        "placed" => new(byTotal: false, rising: true),
        "total" => new(byTotal: true, rising: true),
        "-total" => new(byTotal: true, rising: false),
        _ => new(byTotal: false, rising: false), // Ids rise with arrival, and the key is an index.
    };

    /// <summary>A row by what it is sorted by. The address names it by its id only: who may not see amounts reads none there.</summary>
    public readonly record struct Place(long TotalMinor, OrderId Id);

    /// <param name="orders">All orders, among them the one at the edge, whatever the list is filtered by.</param>
    public async Task<(List<Place> Rows, PageEdges Edges)> PageAsync(IQueryable<Order> orders, IQueryable<Order> found, ListUrl url, int size, CancellationToken ct)
    {
        var (after, before) = (await EdgeAsync(orders, url.Whole("after"), ct), await EdgeAsync(orders, url.Whole("before"), ct));
        var backwards = after is null && before is not null;
        var asked = after ?? before;
        var ordered = Sorted(asked is { } edge ? From(found, edge, rising != backwards) : found, rising != backwards);
        if (asked is null) ordered = ordered.Skip((url.Page - 1) * size);

        // One more than is shown says whether anything follows.
        var rows = await ordered.Take(size + 1).Select(order => new Place(order.TotalMinor, order.Id)).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (backwards) rows.Reverse();
        return (rows, Edges(rows, more || backwards, url));
    }

    private static async Task<Place?> EdgeAsync(IQueryable<Order> orders, long? id, CancellationToken ct) => id is { } known
        ? (await orders.Where(order => order.Id == new OrderId(known)).Select(order => new Place(order.TotalMinor, order.Id)).ToListAsync(ct)).Cast<Place?>().FirstOrDefault()
        : null;

    private static PageEdges Edges(List<Place> rows, bool more, ListUrl url) =>
        new(rows.Count > 0 && more ? Name(rows[^1]) : null, rows.Count > 0 && url.Page > 1 ? Name(rows[0]) : null);

    private static string Name(Place row) => row.Id.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>All rows in this order, at most <paramref name="most"/>.</summary>
    public Task<List<Place>> AllAsync(IQueryable<Order> found, int most, CancellationToken ct) =>
        Sorted(found, rising).Take(most).Select(order => new Place(order.TotalMinor, order.Id)).ToListAsync(ct);

    /// <summary>As <see cref="PageAsync"/>, of rows that are at hand in their order.</summary>
    public static (List<Place> Rows, PageEdges Edges) PageOf(List<Place> all, ListUrl url, int size)
    {
        var (after, before) = (At(all, url.Whole("after")), At(all, url.Whole("before")));
        var first = Math.Clamp(after >= 0 ? after + 1 : before >= 0 ? before - size : (url.Page - 1) * size, 0, all.Count);
        var rows = all.GetRange(first, Math.Min(size, all.Count - first));
        return (rows, Edges(rows, first + size < all.Count, url));
    }

    private static int At(List<Place> all, long? id) => id is null ? -1 : all.FindIndex(row => row.Id.Value == id);

    private IQueryable<Order> Sorted(IQueryable<Order> orders, bool up) => (byTotal, up) switch
    {
        (false, true) => orders.OrderBy(order => order.Id),
        (false, false) => orders.OrderByDescending(order => order.Id),
        (true, true) => orders.OrderBy(order => order.TotalMinor).ThenBy(order => order.Id),
        (true, false) => orders.OrderByDescending(order => order.TotalMinor).ThenByDescending(order => order.Id),
    };

    /// <summary>The rows beyond one. The casts take the id for the number it is stored as.</summary>
    private IQueryable<Order> From(IQueryable<Order> orders, Place edge, bool up)
    {
        var (total, id) = (edge.TotalMinor, edge.Id.Value);
        return (byTotal, up) switch
        {
            (false, true) => orders.Where(order => (long)(object)order.Id > id),
            (false, false) => orders.Where(order => (long)(object)order.Id < id),
            (true, true) => orders.Where(order => order.TotalMinor > total || (order.TotalMinor == total && (long)(object)order.Id > id)),
            (true, false) => orders.Where(order => order.TotalMinor < total || (order.TotalMinor == total && (long)(object)order.Id < id)),
        };
    }
}
