using System.Net;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>What every connector promises, held against a server that speaks its marketplace's protocol.</summary>
public abstract class ConnectorSuite : IAsyncLifetime
{
    /// <summary>From when on the tests pull.</summary>
    internal virtual DateTime Since { get; } = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    internal PeerHost Peer { get; private set; } = null!;
    internal abstract IChannelConnector Connector { get; }

    /// <summary>Ids of all orders that the marketplace has.</summary>
    internal abstract IReadOnlyList<string> OrderIds { get; }
    internal abstract IReadOnlyDictionary<string, string> Keys { get; }

    /// <summary>A SKU that the marketplace has.</summary>
    internal abstract string Sku { get; }
    internal abstract Said Answer(Heard request);

    /// <summary>The marketplace's way of saying that the token is over; null where keys are the token.</summary>
    internal abstract Said? StaleToken { get; }

    /// <summary>Its way of saying that the keys are wrong.</summary>
    internal abstract Said WrongKeys { get; }

    /// <summary>The parcel that the tests tell.</summary>
    internal abstract ShippedParcel Parcel { get; }

    /// <summary>What the marketplace holds now.</summary>
    internal abstract long? StockOf(string sku);
    internal abstract IReadOnlyList<string> TrackingNumbers { get; }

    /// <summary>Faults of all requests by the marketplace's official model.</summary>
    internal abstract IReadOnlyList<string> Faults(Heard request);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Peer = await PeerHost.StartAsync(Answer);

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        http.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_page_is_pulled_and_every_order_comes_whole()
    {
        var orders = await PullAllAsync(Session(1));

        orders.Select(order => order.RemoteId).Distinct().ShouldBe(OrderIds, ignoreOrder: true);
        orders.Select(order => order.Order.Problem?.Message.ToString()).ShouldAllBe(problem => problem == null);
        orders.ShouldAllBe(order => order.UpdatedAt != null && order.Raw.Contains(order.RemoteId));
        Peer.Requests.SelectMany(Faults).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_seen_is_asked_for_again_with_an_overlap_and_by_the_marketplaces_own_clock()
    {
        var session = Session(1);
        var cursor = PullCursor.Since(Since);
        var orders = new List<PulledOrder>();
        do
        {
            var page = (await Connector.PullOrdersAsync(session, cursor, Ct)).Value;
            (orders, cursor) = ([.. orders, .. page.Orders], page.Next);
        }
        while (cursor.Token.Length > 0);

        cursor.From.ShouldBe(orders.Max(order => order.UpdatedAt ?? default));
        Connector.Profile.Overlap.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Half_a_page_a_web_page_and_a_fault_are_survived_and_nothing_is_doubled_or_lost()
    {
        foreach (var trouble in (Said[])[new(500, "{}"), new(200, "<html>maintenance</html>", "text/html"), new(200, "{\"orders\":[{\"ord") { IsCut = true }]) Peer.Troubles.Enqueue(trouble);

        var orders = await PullAllAsync(Session(4));

        orders.Select(order => order.RemoteId).Distinct().ShouldBe(OrderIds, ignoreOrder: true);
    }

    [Fact]
    public async Task A_marketplace_that_asks_for_a_rest_gets_it()
    {
        var session = Session(1);
        await Connector.CheckAsync(session, Ct); // The token is there.
        Peer.Troubles.Enqueue(new(429, "{}") { RetryAfter = "7" });

        var busy = await Should.ThrowAsync<ShopBusyException>(() => Connector.PullOrdersAsync(session, PullCursor.Since(Since), Ct));

        busy.Wait.ShouldBe(TimeSpan.FromSeconds(7));
        var asked = Peer.Requests.Count;
        await Should.ThrowAsync<ShopBusyException>(() => Connector.PullOrdersAsync(session, PullCursor.Since(Since), Ct));
        Peer.Requests.Count.ShouldBe(asked, "it is left alone meanwhile");
    }

    [Fact]
    public async Task A_token_that_is_over_is_renewed_once()
    {
        if (StaleToken is not { } stale) return;
        var session = Session(1);
        await Connector.CheckAsync(session, Ct);
        Peer.Troubles.Enqueue(stale);

        (await Connector.PullOrdersAsync(session, PullCursor.Since(Since), Ct)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Wrong_keys_are_said_to_be_wrong()
    {
        for (var i = 0; i < 6; i++) Peer.Troubles.Enqueue(WrongKeys);

        (await Connector.CheckAsync(Session(1), Ct)).Problem?.Code.ShouldBe("channels.shop_keys_refused");
    }

    [Fact]
    public async Task The_right_keys_open_the_shop()
    {
        var check = await Connector.CheckAsync(Session(1), Ct);

        check.Problem.ShouldBeNull();
        check.Value.Missing.ShouldBeEmpty();
        Peer.Requests.SelectMany(Faults).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stock_is_set_and_a_sku_that_is_not_listed_is_refused_alone()
    {
        var results = await Connector.PushStockAsync(Session(1), [new(Sku, 7, "a"), new("NOBODY-LISTS-THIS", 1, "b")], Ct);

        results[0].Problem.ShouldBeNull();
        results[1].Problem.ShouldNotBeNull();
        StockOf(Sku).ShouldBe(7);
        Peer.Requests.SelectMany(Faults).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_parcel_is_told_once_however_often_it_is_tried()
    {
        (await Connector.PushFulfilmentsAsync(Session(1), [Parcel], Ct)).ShouldBe([Result.Ok]);
        (await Connector.PushFulfilmentsAsync(Session(1), [Parcel with { MayBeThere = true }], Ct)).ShouldBe([Result.Ok]);

        TrackingNumbers.ShouldBe([Parcel.TrackingNumber]);
        Peer.Requests.SelectMany(Faults).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_during_a_parcel_is_a_failure_and_not_a_yes()
    {
        var session = Session(1);
        await Connector.CheckAsync(session, Ct);
        Peer.Troubles.Enqueue(new(502, "<html>bad gateway</html>", "text/html"));

        (await Should.ThrowAsync<HttpRequestException>(() => Connector.PushFulfilmentsAsync(session, [Parcel], Ct))).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        TrackingNumbers.ShouldBeEmpty();
    }

    internal ShopSession Session(int tries) =>
        new(new Shop(new(1), 1, Connector.Profile.Kind, Peer.Url, Keys), Connector, http, new([]), TimeProvider.System, new(tries, TimeSpan.FromSeconds(5)));

    internal async Task<List<PulledOrder>> PullAllAsync(ShopSession session)
    {
        var orders = new List<PulledOrder>();
        for (var cursor = PullCursor.Since(Since); ;)
        {
            var page = await Connector.PullOrdersAsync(session, cursor, Ct);
            page.Problem.ShouldBeNull();
            orders.AddRange(page.Value.Orders);
            if (!page.Value.HasMore) return orders;
            cursor = page.Value.Next;
        }
    }
}
