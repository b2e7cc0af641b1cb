using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>All orders over all shops, by view, filter and text; the address is the whole state.</summary>
internal sealed class OrderList(EntrepotDb db, IOrderCounts counts, Momentary<TenantId, IReadOnlyDictionary<OrderStatus, int>> kept, ISalesChannels channels, OrderFilters filters, IWarehouses warehouses, OrderMarks marks)
{
    /// <summary>Counting by status reads an index over all orders, so people who look at the same time share one count.</summary>
    public static readonly TimeSpan CountsKeptFor = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/orders", async (ListUrl url, OrderList list, OrderViews views, CancellationToken ct) =>
                PageResult.Show<OrderListPage>(new { Found = (await list.RunAsync(url, ct)) with { Saved = await views.AllAsync(ct), Hidden = await views.HiddenAsync(ct) } }))
            .RequireAuthorization("orders.view");

    public async Task<OrderListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var byStatus = await kept.GetAsync(db.Tenant, () => counts.ByStatusAsync(CancellationToken.None));
        var found = Filter(url);
        var sort = OrderSort.Of(url.Sort);
        // What a text finds is looked for once, for the count and for the page.
        var all = url["q"] is null ? null : await sort.AllAsync(found, OrderListView.CountMax + 1, ct);
        var more = all?.Count > OrderListView.CountMax;
        var shown = all is null || more ? await sort.PageAsync(db.Set<Order>(), found, url, OrderListView.PageSize, ct) : OrderSort.PageOf(all, url, OrderListView.PageSize);
        var total = more ? OrderListView.CountMax : all?.Count ?? await CountAsync(found, url, byStatus, ct);
        return new(url, await RowsAsync(shown.Rows, ct), total, byStatus, await channels.AllAsync(ct), await db.QueryAsync(OrderSql.CountriesInUse, row => row.GetString(0), ct, db.Tenant.Value), shown.Edges)
        {
            More = more,
            Tags = await marks.TagsAsync(ct),
            People = await marks.PeopleAsync(ct),
            Warehouses = [.. (await warehouses.AllAsync(ct)).Select(site => site.Code)],
        };
    }

    /// <summary>The page's orders were found in an index; only these are read: an order with its content is long, and most that were passed over are not shown.</summary>
    private async Task<List<OrderRow>> RowsAsync(List<OrderSort.Place> shown, CancellationToken ct)
    {
        var ids = shown.ConvertAll(row => row.Id);
        var rows = await db.Set<Order>().Where(order => ids.Contains(order.Id)).Select(order => new OrderRow(
            order.Id.Value, order.Number, order.ExternalNumber, order.Status, order.HoldCode, order.HoldReason, order.ChannelId.Value, order.BuyerName, order.Country,
            order.Warehouses, order.Service, new Money(order.TotalMinor, order.Currency), order.ProfitMinor, order.PlacedAt, order.Since, order.ShipBy)).ToDictionaryAsync(row => row.Id, ct);
        var (tags, owners) = (await marks.TagsOfAsync(ids, ct), await marks.OwnersOfAsync(ids, ct));
        return [.. ids.Where(id => rows.ContainsKey(id.Value)).Select(id => rows[id.Value] with { Tags = [.. tags[id.Value]], Owner = owners.GetValueOrDefault(id.Value) })];
    }

    /// <summary>Without a filter but the status the counts are at hand already; counting again would read the whole index.</summary>
    private static async Task<long> CountAsync(IQueryable<Order> found, ListUrl url, IReadOnlyDictionary<OrderStatus, int> byStatus, CancellationToken ct)
    {
        var statuses = url.Choice<OrderStatus>("status") is { } one ? [one] : StatusesOf(url.View);
        return OrderFilters.Further.All(filter => url[filter] is null)
            ? statuses.Sum(status => (long)byStatus.GetValueOrDefault(status))
            : await found.LongCountAsync(ct);
    }

    /// <summary>The orders that a list's address means; bulk actions on "all found" read it the same way.</summary>
    public IQueryable<Order> Filter(ListUrl url) => filters.Of(url);

    /// <summary>The built-in views: what an operator asks first.</summary>
    public static IReadOnlyList<OrderStatus> StatusesOf(string? view) => view switch
    {
        "held" => [OrderStatus.OnHold],
        "backordered" => [OrderStatus.Backordered],
        "ship" => [OrderStatus.Allocated, OrderStatus.InFulfilment],
        "transit" => [OrderStatus.Shipped],
        "delivered" => [OrderStatus.Delivered],
        _ => Enum.GetValues<OrderStatus>(),
    };
}
