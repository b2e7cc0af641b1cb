using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors;

/// <summary>
/// One marketplace, by its official protocol: pulls orders, takes its webhooks, tells it stock and parcels. A connector talks
/// and translates. What to do about a marketplace that does not answer is its caller's business, so time-outs, 5xx, half
/// answers and "too many requests" pass as exceptions; a "no" of the marketplace is a refusal with its own words.
/// </summary>
/// <remarks>Every call may be repeated: pulls overlap, stock is set and not added, and a parcel is looked for before it is told again.</remarks>
internal interface IChannelConnector : IShopManners
{
    ConnectorProfile Profile { get; }

    /// <summary>Whether the keys open the shop, under which name, and what they allow.</summary>
    Task<Result<ShopCheck>> CheckAsync(ShopSession shop, CancellationToken ct);

    /// <summary>The next page of orders that are new or have changed; the marketplace's clock counts, never ours.</summary>
    Task<Result<OrderPage>> PullOrdersAsync(ShopSession shop, PullCursor cursor, CancellationToken ct);

    /// <summary>Orders that a webhook named, by the marketplace's own ids; one that is not there any more is left out.</summary>
    Task<Result<IReadOnlyList<PulledOrder>>> GetOrdersAsync(ShopSession shop, IReadOnlyList<string> remoteIds, CancellationToken ct);

    /// <summary>The orders of an answer to <see cref="PullOrdersAsync"/> as it came over the wire.</summary>
    Result<IReadOnlyList<PulledOrder>> ReadPage(JsonElement page);

    /// <summary>Whether the bytes come from the marketplace. Asked before they are read at all.</summary>
    Result VerifyWebhook(Shop shop, RawWebhook webhook, DateTime now);

    /// <summary>What a verified webhook says.</summary>
    Result<WebhookNews> ReadWebhook(RawWebhook webhook);

    /// <summary>Sets what may be sold of each SKU. One answer each, in the same order.</summary>
    Task<IReadOnlyList<Result>> PushStockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct);

    /// <summary>Tells parcels that are on their way. One answer each, in the same order; one that the marketplace has already is a success.</summary>
    Task<IReadOnlyList<Result>> PushFulfilmentsAsync(ShopSession shop, IReadOnlyList<ShippedParcel> parcels, CancellationToken ct);
}

/// <summary>What people must know to connect a shop, and how it is called.</summary>
/// <param name="Kind">As in <see cref="SalesChannel.Kind"/>.</param>
/// <param name="Host">The production system's base URL; empty where each shop has its own.</param>
/// <param name="Overlap">So far before the newest order seen the next pull begins: marketplaces publish orders late and out of order.</param>
/// <param name="Webhooks">Whether it calls us; the others are only pulled.</param>
internal sealed record ConnectorProfile(string Kind, string Name, string Host, IReadOnlyList<ConnectorKey> Keys, IReadOnlyList<string> Scopes, TimeSpan Overlap, bool Webhooks);

/// <summary>One credential or setting of a shop. In the environment it is <c>ENTREPOT_KIND_NAME</c>.</summary>
internal sealed record ConnectorKey(string Name, string Label, bool IsSecret = false, bool IsRequired = true)
{
    public string Variable(string kind) => $"ENTREPOT_{kind}_{Name}".Replace('-', '_').ToUpperInvariant();
}

/// <param name="Missing">Scopes or roles that the keys lack and that we need.</param>
internal sealed record ShopCheck(string ShopName, IReadOnlyList<string> Scopes, IReadOnlyList<string> Missing);

/// <summary>Where a pull stands. Survives restarts; see <see cref="OrderPage"/>.</summary>
/// <param name="From">Everything before was seen, by the marketplace's clock, UTC.</param>
/// <param name="Token">The marketplace's own word for the next page; empty at the beginning of a window.</param>
/// <param name="Latest">The newest change seen in this window.</param>
internal sealed record PullCursor(DateTime From, string Token, DateTime Latest)
{
    public static PullCursor Since(DateTime from) => new(from, "", from);

    /// <summary>After a page: the next one of the window, or the next window.</summary>
    public PullCursor After(IEnumerable<PulledOrder> orders, string nextToken)
    {
        var latest = Latest;
        foreach (var order in orders)
            if (order.UpdatedAt is { } at && at > latest) latest = at;
        return nextToken.Length > 0 ? new(From, nextToken, latest) : Since(latest);
    }

    /// <summary>The marketplace has forgotten the page: the window begins again, and what was seen of it is known already.</summary>
    public PullCursor Again() => Since(From);
}

internal sealed record OrderPage(IReadOnlyList<PulledOrder> Orders, PullCursor Next)
{
    public bool HasMore => Next.Token.Length > 0;
}

/// <param name="RemoteId">What the marketplace's own calls name the order by; not always the number that people see.</param>
/// <param name="Raw">The order as the marketplace sent it, verbatim.</param>
/// <param name="UpdatedAt">By the marketplace's clock, UTC.</param>
internal sealed record PulledOrder(string RemoteId, string Raw, DateTime? UpdatedAt, Result<IncomingOrder> Order)
{
    /// <summary>What else the order tells: refunds, returns, wishes to cancel.</summary>
    public IReadOnlyList<OrderNews> News { get; init; } = [];
}

internal enum OrderNewsKind { Cancelled, CancellationAsked, Refunded, Returned, Shipped, AddressChanged }

/// <param name="Reference">The marketplace's own id of it, unique within the order and kind.</param>
/// <param name="Text">The marketplace's words and figures.</param>
internal sealed record OrderNews(OrderNewsKind Kind, string Reference, DateTime? At, string Text);

/// <param name="Headers">By name, whatever its case.</param>
/// <param name="Url">Where it was sent to, as the marketplace knows it.</param>
internal sealed record RawWebhook(IReadOnlyDictionary<string, string> Headers, byte[] Body, string Url = "")
{
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}

/// <param name="EventId">The same for each repetition of the same event; empty where the marketplace has none, then the body's hash stands in.</param>
/// <param name="At">When it happened by the marketplace's clock, UTC.</param>
/// <param name="Orders">Orders that came with it whole.</param>
/// <param name="OrderIds">Orders it is about, by <see cref="PulledOrder.RemoteId"/>: these are asked for.</param>
internal sealed record WebhookNews(string EventId, string Topic, DateTime? At, IReadOnlyList<PulledOrder> Orders, IReadOnlyList<string> OrderIds);

/// <param name="Key">Ours, for this push of this SKU: the same when it is repeated.</param>
internal sealed record StockLevel(string Sku, long Available, string Key);

/// <param name="Key">Ours, the same when it is repeated.</param>
/// <param name="RemoteOrderId">Empty where only the number is known.</param>
/// <param name="Carrier">Our code of the carrier, e.g. <c>ups</c>.</param>
/// <param name="MayBeThere">An earlier attempt may have reached the marketplace: it is asked first.</param>
internal sealed record ShippedParcel(
    string Key, string RemoteOrderId, string ExternalNumber, string Carrier, string CarrierName, string TrackingNumber, DateTime ShippedAt, IReadOnlyList<ShippedLine> Lines, bool MayBeThere);

/// <param name="Code">The channel's code of the article.</param>
internal sealed record ShippedLine(string ExternalLineId, string Code, long Quantity);
