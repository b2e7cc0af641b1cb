using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Connections;

/// <summary>Connects a shop: its keys are tried on the marketplace first, and stored sealed only when they open it. Then its orders are pulled.</summary>
internal sealed class ConnectShop(EntrepotDb db, ISalesChannels channels, ShopConnections shops, ShopPaces paces, WorkQueue work, ChangeLog log, TimeProvider clock) : IShopSetup
{
    /// <summary>Orders of the last days come with the first pull; older ones are imported from a file.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(3);

    /// <summary>Amazon's search allows one call in three minutes; the others may be asked as often as people look.</summary>
    private static readonly TimeSpan PullEvery = TimeSpan.FromMinutes(3);

    private static readonly CallPatience AtADesk = new(2, TimeSpan.FromSeconds(5));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(ShopPages.Path + "/{code}", async (string code, PostedForm form, ConnectShop connect, ShopPages pages, Text words, CancellationToken ct) =>
        {
            if ((await connect.FromFormAsync(code, form, ct)).Problem is { } problem)
                return await pages.FindAsync(code, form.With(problem), ct) is { } found ? PageResult.Invalid<ShopPage>(new { View = found }) : PageResult.Refused(problem);
            return PageResult.Go($"{ShopPages.Path}/{code}").Saying(words["The shop is connected; its orders are being pulled"]);
        }).RequireAuthorization("settings.edit");
        routes.MapPost(ShopPages.Path + "/{code}/pull", async (string code, ConnectShop connect, Text words, CancellationToken ct) =>
            (await connect.BeginAsync(code, pauses: false, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go($"{ShopPages.Path}/{code}").Saying(words["Its orders are being pulled"])).RequireAuthorization("settings.edit");
        routes.MapPost(ShopPages.Path + "/{code}/pause", async (string code, ConnectShop connect, Text words, CancellationToken ct) =>
            (await connect.BeginAsync(code, pauses: true, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go($"{ShopPages.Path}/{code}").Saying(words["The shop is paused"])).RequireAuthorization("settings.edit");
    }

    public async Task<Result> ConnectAsync(SalesChannelId channel, string baseUrl, IReadOnlyDictionary<string, string> keys, TimeSpan? pullEvery, CancellationToken ct)
    {
        if ((await channels.AllAsync(ct)).FirstOrDefault(one => one.Id == channel) is not { } found || ChannelConnectors.Find(found.Kind) is not { } connector) return ConnectorProblems.KindUnknown("", string.Join(", ", ChannelConnectors.Kinds));
        if (connector.Profile.Keys.FirstOrDefault(key => key.IsRequired && keys.GetValueOrDefault(key.Name, "").Length == 0) is { } missing) return ConnectorProblems.KeyMissing(missing.Name);
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))) return ConnectorProblems.AddressWrong();

        var shop = new Shop(db.Tenant, channel.Value, found.Kind, baseUrl.TrimEnd('/'), keys);
        var check = await CheckAsync(connector, shop, ct);
        return check.Problem is { } refused ? refused : await StoreAsync(found, shop, check.Value, pullEvery ?? PullEvery, ct);
    }

    private async Task<Result> FromFormAsync(string code, PostedForm form, CancellationToken ct)
    {
        if ((await channels.AllAsync(ct)).FirstOrDefault(one => one.Code == code) is not { } channel || ChannelConnectors.Find(channel.Kind) is not { } connector) return ChannelsProblems.ChannelNotFound(code);
        var row = await db.Set<ConnectionRow>().SingleOrDefaultAsync(one => one.ChannelId == channel.Id, ct);
        var stored = row is null ? null : shops.ShopOf(row);
        var keys = connector.Profile.Keys.Select(key => (key.Name, Value: form.Text(key.Name, longest: 4_000) is { Length: > 0 } typed ? typed : stored?.Key(key.Name) ?? "")).Where(key => key.Value.Length > 0).ToDictionary(key => key.Name, key => key.Value, StringComparer.Ordinal);
        return await ConnectAsync(channel.Id, form.Text("base-url", longest: 500) is { Length: > 0 } url ? url : connector.Profile.Host, keys, null, ct);
    }

    private async Task<Result<ShopCheck>> CheckAsync(IChannelConnector connector, Shop shop, CancellationToken ct)
    {
        try
        {
            return await connector.CheckAsync(shops.TrialSession(shop, connector, AtADesk), ct);
        }
        catch (Exception exception) when (PullShop.IsAway(exception) && !ct.IsCancellationRequested)
        {
            return ConnectorProblems.Refused(connector.Profile.Name, exception.Message);
        }
    }

    private async Task<Result> StoreAsync(SalesChannel channel, Shop shop, ShopCheck check, TimeSpan pullEvery, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var unit = await db.BeginAsync(ct);
        var row = await db.Set<ConnectionRow>().AsTracking().SingleOrDefaultAsync(one => one.ChannelId == channel.Id, ct);
        if (row is null)
        {
            row = new ConnectionRow
            {
                TenantId = db.Tenant,
                ChannelId = channel.Id,
                Kind = shop.Kind,
                BaseUrl = "",
                Keys = "",
                ShopName = "",
                Scopes = "",
                ConnectedAt = now,
                PullEverySeconds = (long)pullEvery.TotalSeconds,
                Cursor = JsonSerializer.Serialize(PullCursor.Since(now - Back)),
                Pace = "[]",
            };
            db.Add(row);
        }

        (row.Kind, row.BaseUrl, row.Keys, row.Tokens) = (shop.Kind, shop.BaseUrl, shops.Seal(channel.Id, shop.Keys), null);
        (row.ShopName, row.Scopes, row.IsPaused, row.Error, row.Failures, row.NextPullAt) = (check.ShopName, string.Join('\n', check.Scopes), false, null, 0, now);
        row.Run++;
        PullShop.Ask(work, row, TimeSpan.Zero);
        log.Add(ChannelPages.Subject, "", new Change("Connection", "", $"{channel.Code} · {shop.BaseUrl}"));
        return await unit.CommitAsync(ct);
    }

    /// <summary>Begins pulling anew, or pauses it. Work of the run before ends by itself.</summary>
    private async Task<Result> BeginAsync(string code, bool pauses, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<SalesChannelRow>().SingleOrDefaultAsync(one => one.Code == code, ct) is not { } channel || await db.Set<ConnectionRow>().AsTracking().SingleOrDefaultAsync(one => one.ChannelId == channel.Id, ct) is not { } row)
            return ChannelsProblems.ChannelNotFound(code);

        row.IsPaused = pauses;
        row.Run++;
        row.NextPullAt = pauses ? null : clock.GetUtcNow().UtcDateTime;
        paces.Keep(row);
        if (!pauses) PullShop.Ask(work, row, TimeSpan.Zero);
        log.Add(ChannelPages.Subject, "", new Change(pauses ? "Paused" : "Pulled now", "", code));
        return await unit.CommitAsync(ct);
    }
}
