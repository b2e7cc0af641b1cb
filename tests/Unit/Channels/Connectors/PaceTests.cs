using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;

namespace Entrepot.Unit.Channels.Connectors;

public sealed class PaceTests
{
    private static readonly DateTime Noon = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CallLimit Search = CallLimit.Of("amazon", "searchOrders");

    [Fact]
    public void Amazons_search_is_asked_twenty_times_and_then_every_three_minutes()
    {
        var book = new PaceBook([]);
        for (var i = 0; i < 20; i++) book.Take("searchOrders", Search, Noon).ShouldBe(TimeSpan.Zero);

        var wait = book.Take("searchOrders", Search, Noon);

        wait.ShouldBeInRange(TimeSpan.FromSeconds(178), TimeSpan.FromSeconds(179), "0.0056 calls a second");
        book.Take("searchOrders", Search, Noon + wait).ShouldBe(TimeSpan.Zero);
        book.Take("getOrder", CallLimit.Of("amazon", "getOrder"), Noon).ShouldBe(TimeSpan.Zero, "each operation has its own");
    }

    [Fact]
    public void A_restart_forgets_nothing()
    {
        var before = new PaceBook([]);
        for (var i = 0; i < 20; i++) before.Take("searchOrders", Search, Noon);
        before.Rest("getOrder", TimeSpan.FromMinutes(1), Noon);

        var after = new PaceBook(before.Kept);

        after.Take("searchOrders", Search, Noon).ShouldBeGreaterThan(TimeSpan.FromMinutes(2));
        after.Take("getOrder", CallLimit.Of("amazon", "getOrder"), Noon).ShouldBe(TimeSpan.FromMinutes(1));
        after.Take("getOrder", CallLimit.Of("amazon", "getOrder"), Noon.AddMinutes(1)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_clock_that_is_put_back_gives_nothing_away()
    {
        var book = new PaceBook([]);
        for (var i = 0; i < 20; i++) book.Take("searchOrders", Search, Noon);

        book.Take("searchOrders", Search, Noon.AddHours(-1)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void A_marketplace_of_which_nothing_is_known_is_asked_politely() => CallLimit.Of("corner-shop", "anything").ShouldBe(new CallLimit(2_000_000, 10));
}
