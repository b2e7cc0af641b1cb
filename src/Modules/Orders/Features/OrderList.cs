using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>All orders over all shops, by view, filter and text; the address is the whole state.</summary>
internal sealed class OrderList(EntrepotDb db, IOrderCounts counts, ISalesChannels channels)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/orders", async (ListUrl url, OrderList list, CancellationToken ct) => PageResult.Show<OrderListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("orders.view");

    public async Task<OrderListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var byStatus = await counts.ByStatusAsync(ct);
        var found = Filter(url);
        // Without a filter the counts by status are at hand already; counting again would read the whole index.
        var total = url.IsFiltered ? await found.LongCountAsync(ct) : StatusesOf(url.View).Sum(status => (long)byStatus.GetValueOrDefault(status));
        var rows = await Sort(found, url.Sort).Skip((url.Page - 1) * OrderListView.PageSize).Take(OrderListView.PageSize).Select(order => new OrderRow(
            order.Id.Value, order.Number, order.ExternalNumber, order.Status, order.HoldCode, order.HoldReason, order.ChannelId.Value, order.BuyerName, order.Country,
            order.Warehouses, order.Service, new Money(order.TotalMinor, order.Currency), order.ProfitMinor, order.PlacedAt, order.Since, order.ShipBy)).ToListAsync(ct);
        var countries = await db.Set<Order>().Select(order => order.Country).Distinct().OrderBy(country => country).ToListAsync(ct);
        return new(url, rows, total, byStatus, await channels.AllAsync(ct), countries);
    }

    /// <summary>The orders that a list's address means; bulk actions on "all found" read it the same way.</summary>
    public IQueryable<Order> Filter(ListUrl url)
    {
        var orders = db.Set<Order>().AsQueryable();
        var statuses = url.Choice<OrderStatus>("status") is { } one ? [one] : StatusesOf(url.View);
        if (statuses.Count < Enum.GetValues<OrderStatus>().Length) orders = orders.Where(order => statuses.Contains(order.Status));
        if (url["country"] is { } country) orders = orders.Where(order => order.Country == country);
        if (url.Whole("channel") is { } channel) orders = orders.Where(order => order.ChannelId == new SalesChannelId(channel));
        if (url["reason"] is { } reason) orders = orders.Where(order => order.HoldCode == reason);
        if (url["q"] is { Length: > 0 } text)
        {
            var (start, part) = (Escape(text) + "%", "%" + Escape(text) + "%");
            orders = orders.Where(order => EF.Functions.Like(order.Number, start, "\\") || EF.Functions.Like(order.ExternalNumber, start, "\\") || EF.Functions.Like(order.BuyerName, part, "\\"));
        }

        return orders;
    }

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

    private static IQueryable<Order> Sort(IQueryable<Order> orders, string? sort) => sort switch
    {
        "placed" => orders.OrderBy(order => order.Id),
        "total" => orders.OrderBy(order => order.TotalMinor).ThenBy(order => order.Id),
        "-total" => orders.OrderByDescending(order => order.TotalMinor).ThenBy(order => order.Id),
        _ => orders.OrderByDescending(order => order.Id), // Ids rise with arrival, and the key is an index.
    };

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
