using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>The orders that a list's address means, for the list, its export, and bulk actions on "all found" alike.</summary>
internal sealed class OrderFilters(EntrepotDb db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Whoever looks, in place of a user's id.</summary>
    public const string Me = "me";

    /// <summary>Nobody, in place of a user's id.</summary>
    public const string Nobody = "none";

    /// <summary>Everything that narrows a list further than its statuses.</summary>
    public static readonly IReadOnlyList<string> Further = ["q", "country", "channel", "warehouse", "reason", "tag", "owner", "received", "shipped", "late", "person"];

    public IQueryable<Order> Of(ListUrl url)
    {
        var orders = Within(db.Set<Order>(), url.Whole("channel") is { } channel ? new SalesChannelId(channel) : null, url["warehouse"]);
        var statuses = url.Choice<OrderStatus>("status") is { } one ? [one] : OrderList.StatusesOf(url.View);
        if (statuses.Count < Enum.GetValues<OrderStatus>().Length) orders = orders.Where(order => statuses.Contains(order.Status));
        if (url["country"] is { } country) orders = orders.Where(order => order.Country == country);
        if (url["reason"] is { } reason) orders = orders.Where(order => order.HoldCode == reason);
        if (url.Whole("tag") is { } tag) orders = orders.Where(order => db.Set<OrderTagged>().Any(tagged => tagged.TagId == tag && tagged.OrderId == order.Id));
        orders = InTime(Owned(orders, url["owner"]), url);
        if (url["q"] is { } text)
        {
            var found = OrderSearch.Find(db, text);
            orders = orders.Where(order => found.Contains(order.Id));
        }

        return orders;
    }

    /// <summary>Of one shop, and with a part in one warehouse; null for all.</summary>
    public static IQueryable<Order> Within(IQueryable<Order> orders, SalesChannelId? channel, string? warehouse)
    {
        if (channel is { } shop) orders = orders.Where(order => order.ChannelId == shop);
        if (warehouse is not { } code) return orders;
        var listed = $", {code}, ";
        return orders.Where(order => (", " + order.Warehouses + ", ").Contains(listed));
    }

    private IQueryable<Order> Owned(IQueryable<Order> orders, string? owner)
    {
        if (owner is null) return orders;
        if (owner == Nobody) return orders.Where(order => !db.Set<OrderAssigned>().Any(assigned => assigned.OrderId == order.Id));
        var id = owner == Me ? user.UserId ?? 0 : long.TryParse(owner, out var other) ? other : 0;
        return orders.Where(order => db.Set<OrderAssigned>().Any(assigned => assigned.UserId == id && assigned.OrderId == order.Id));
    }

    private IQueryable<Order> InTime(IQueryable<Order> orders, ListUrl url)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (ListPeriod.Of(url["received"]) is { } received)
        {
            var from = now - received.Length;
            orders = orders.Where(order => order.ReceivedAt >= from);
        }

        if (ListPeriod.Of(url["shipped"]) is { } shipped)
        {
            var from = now - shipped.Length;
            orders = orders.Where(order => order.ShippedAt != null && order.ShippedAt >= from);
        }

        if (url["late"] == "yes") orders = orders.Where(order => order.ShippedAt != null && order.ShippedAt > order.ShipBy);
        if (url["late"] == "no") orders = orders.Where(order => order.ShippedAt != null && order.ShippedAt <= order.ShipBy);
        if (url["person"] == "yes") orders = orders.Where(order => order.Run > 1 || order.Status == OrderStatus.OnHold);
        if (url["person"] == "no") orders = orders.Where(order => order.Run == 1 && order.Status != OrderStatus.OnHold);
        return orders;
    }
}
