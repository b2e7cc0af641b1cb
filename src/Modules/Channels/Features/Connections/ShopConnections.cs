using System.Collections.Concurrent;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Connections;

/// <summary>What is left of every shop's allowances. This process calls by it, and it is stored with each outcome.</summary>
internal sealed class ShopPaces
{
    private readonly ConcurrentDictionary<(TenantId, SalesChannelId), PaceBook> books = [];

    public PaceBook Of(ConnectionRow row) => books.GetOrAdd((row.TenantId, row.ChannelId), _ => new(JsonSerializer.Deserialize<List<PaceState>>(row.Pace) ?? []));

    public void Keep(ConnectionRow row) => row.Pace = JsonSerializer.Serialize(Of(row).Kept);
}

/// <param name="Cursor">Where pulling stands.</param>
internal sealed record OpenShop(SalesChannelId Channel, IChannelConnector Connector, ShopSession Session, PullCursor Cursor, long Run);

/// <summary>Opens connected shops for calls: keys unsealed, limits and tokens as they were left. Outside of any unit of work.</summary>
internal sealed class ShopConnections(EntrepotDb db, StoredSecrets secrets, IHttpClientFactory clients, ShopPaces paces, TimeProvider clock)
{
    /// <summary>Null when the shop is not connected, is paused, or its keys can no longer be opened.</summary>
    public async Task<OpenShop?> OpenAsync(SalesChannelId channel, CancellationToken ct)
    {
        if (await db.Set<ConnectionRow>().SingleOrDefaultAsync(row => row.ChannelId == channel, ct) is not { IsPaused: false } row || ChannelConnectors.Find(row.Kind) is not { } connector || ShopOf(row) is not { } shop) return null;
        var session = Session(shop, connector, paces.Of(row), CallPatience.OfWork).With(TokensOf(row));
        return new(channel, connector, session, JsonSerializer.Deserialize<PullCursor>(row.Cursor) ?? PullCursor.Since(row.ConnectedAt), row.Run);
    }

    public Shop? ShopOf(ConnectionRow row) =>
        secrets.Open(row.TenantId, Purpose(row.ChannelId), row.Keys) is { } keys ? new(row.TenantId, row.ChannelId.Value, row.Kind, row.BaseUrl, JsonSerializer.Deserialize<Dictionary<string, string>>(keys) ?? []) : null;

    private ShopSession Session(Shop shop, IChannelConnector connector, PaceBook pace, CallPatience patience) =>
        new(shop, connector, clients.CreateClient(ShopHttp.ClientName), pace, clock, patience) { KeepTokens = (tokens, ct) => KeepAsync(shop, tokens, ct) };

    /// <summary>With keys that are not stored yet: nothing of it is kept.</summary>
    public ShopSession TrialSession(Shop shop, IChannelConnector connector, CallPatience patience) => new(shop, connector, clients.CreateClient(ShopHttp.ClientName), new([]), clock, patience);

    public string Seal(SalesChannelId channel, object secret) => secrets.Seal(db.Tenant, Purpose(channel), JsonSerializer.Serialize(secret));

    private ShopTokens TokensOf(ConnectionRow row) =>
        row.Tokens is { } stored && secrets.Open(row.TenantId, Purpose(row.ChannelId), stored) is { } tokens ? JsonSerializer.Deserialize<ShopTokens>(tokens) ?? ShopTokens.None : ShopTokens.None;

    /// <summary>At once: a refresh token that was used and not stored locks us out.</summary>
    private async Task KeepAsync(Shop shop, ShopTokens tokens, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Execute(ConnectionSql.SetTokens, false, db.Tenant.Value, shop.ChannelId, Seal(new(shop.ChannelId), tokens));
        await unit.CommitAsync(ct);
    }

    private static string Purpose(SalesChannelId channel) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"shop/{channel.Value}");
}
