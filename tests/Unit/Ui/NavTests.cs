using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

public sealed class NavTests
{
    private static readonly NavList Nav = new(
    [
        new("Money", "Profit", "/profit", "coins", "finance.read", 10),
        new("Work", "Orders", "/orders", "shopping-cart", "orders.read", 20),
        new("Work", "Overview", "/", "layout-dashboard", "", 10),
        new("Elsewhere", "Odd", "/odd", "box", "orders.read", 10),
    ]);

    [Fact]
    public void Groups_stand_in_the_order_of_the_trade_and_entries_in_theirs() =>
        Nav.For(With("*")).SelectMany(group => group.Select(entry => $"{group.Key}/{entry.Title}"))
            .ShouldBe(["Work/Overview", "Work/Orders", "Money/Profit", "Elsewhere/Odd"]);

    [Fact]
    public void A_group_without_a_permitted_entry_is_absent() =>
        Nav.For(With("customs.read")).Select(group => group.Key).ShouldBe(["Work"]);

    private static CurrentUser With(string permission)
    {
        var user = new CurrentUser();
        user.Become(new TenantId(1), 1, "Lin Mei", [permission]);
        return user;
    }
}
