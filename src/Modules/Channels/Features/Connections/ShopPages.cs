using Entrepot.Channels.Connectors;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Connections;

/// <summary>How far each connected shop is, what is wrong with it, and what to do about it.</summary>
internal sealed class ShopPages(EntrepotDb db, ISalesChannels channels, ShopConnections shops)
{
    public const string Path = "/channels/shops";

    /// <summary>What a page shows; the rest comes when these are dealt with.</summary>
    private const int ShownMax = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/channels/shops", async (ShopPages pages, CancellationToken ct) => await pages.LinesAsync(ct)).RequireAuthorization("imports.view").WithSummary("How far each connected shop is");
        routes.MapGet(Path, async (ListUrl url, ShopPages pages, CancellationToken ct) => PageResult.Show<ShopListPage>(new { View = new ShopListView(url, await pages.LinesAsync(ct)) })).RequireAuthorization("imports.view");
        routes.MapGet(Path + "/{code}", async (string code, ShopPages pages, CancellationToken ct) =>
            await pages.FindAsync(code, PostedForm.Blank, ct) is { } found ? PageResult.Show<ShopPage>(new { View = found }) : PageResult.Refused(ChannelsProblems.ChannelNotFound(code))).RequireAuthorization("imports.view");
    }

    public async Task<IReadOnlyList<ShopLine>> LinesAsync(CancellationToken ct)
    {
        var all = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id);
        var rows = await db.Set<ConnectionRow>().ToListAsync(ct);
        var open = await db.Set<RemoteOrderRow>().Where(row => row.State != RemoteOrderState.Taken).GroupBy(row => new { row.ChannelId, row.State }).Select(group => new { group.Key.ChannelId, group.Key.State, Count = group.Count() }).ToListAsync(ct);
        int Count(SalesChannelId channel, RemoteOrderState state) => open.Find(one => one.ChannelId == channel && one.State == state)?.Count ?? 0;
        return [.. rows.Where(row => all.ContainsKey(row.ChannelId)).Select(row => Line(row, all[row.ChannelId], Count(row.ChannelId, RemoteOrderState.Unready), Count(row.ChannelId, RemoteOrderState.Unreadable))).OrderBy(line => line.Name, StringComparer.Ordinal)];
    }

    /// <summary>Null when there is no such channel, or none that a connector exists for.</summary>
    public async Task<ShopDetailView?> FindAsync(string code, PostedForm posted, CancellationToken ct)
    {
        if ((await channels.AllAsync(ct)).FirstOrDefault(one => one.Code == code) is not { } channel || ChannelConnectors.Find(channel.Kind) is not { } connector) return null;

        var (profile, row) = (connector.Profile, await db.Set<ConnectionRow>().SingleOrDefaultAsync(one => one.ChannelId == channel.Id, ct));
        var line = row is null ? null : (await LinesAsync(ct)).FirstOrDefault(one => one.Code == code);
        var stored = row is null ? null : shops.ShopOf(row);
        var keys = profile.Keys.Select(key => new ShopKeyView(key.Name, key.Label, key.IsSecret, key.IsRequired, stored?.Key(key.Name).Length > 0));
        var unread = await db.Set<RemoteOrderRow>().Where(one => one.ChannelId == channel.Id && one.State != RemoteOrderState.Taken).OrderByDescending(one => one.SeenAt).Take(ShownMax).ToListAsync(ct);
        var news = await db.Set<OrderNewsRow>().Where(one => one.ChannelId == channel.Id).OrderByDescending(one => one.Id).Take(ShownMax).ToListAsync(ct);
        return new(
            channel, profile.Name, profile.Host, [.. keys], line, row?.ShopName ?? "", row?.BaseUrl ?? profile.Host, row?.IsPaused == true, row?.Scopes.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [], profile.Scopes,
            profile.Webhooks ? "/hooks/" + TakeWebhook.Hook(db.Tenant, code) : "", unread.ConvertAll(Line), news.ConvertAll(one => new OrderNewsLine(one.ExternalNumber, Word(one.Kind), one.Text, one.SeenAt)), posted);
    }

    private static ShopLine Line(ConnectionRow row, SalesChannel channel, int unready, int unreadable) => new(
        channel.Code, channel.Name, row.Kind, Word(row), row.LastPullAt, row.LastWebhookAt, row.LastOrderAt, row.IsPaused ? null : row.NextPullAt, row.OrdersPulled, unready, unreadable, row.Error);

    private static RemoteOrderLine Line(RemoteOrderRow row) => new(
        row.RemoteId, row.ExternalNumber, row.State == RemoteOrderState.Unready ? new(Tone.Rest, "Not paid yet") : new(Tone.Warn, "Cannot be read"), row.Problem, row.Field, row.SeenAt);

    private static StatusWord Word(ConnectionRow row) => row switch
    {
        { IsPaused: true } => new(Tone.Rest, "Paused"),
        { Error: not null } => new(Tone.Warn, "Needs attention"),
        { LastPullAt: null } => new(Tone.Run, "Beginning"),
        _ => new(Tone.Go, "Pulling orders"),
    };

    private static StatusWord Word(OrderNewsKind kind) => kind switch
    {
        OrderNewsKind.Cancelled => new(Tone.Stop, "Cancelled there"),
        OrderNewsKind.CancellationAsked => new(Tone.Warn, "Buyer wants to cancel"),
        OrderNewsKind.Refunded => new(Tone.Warn, "Refunded there"),
        OrderNewsKind.Returned => new(Tone.Warn, "Returned there"),
        OrderNewsKind.Shipped => new(Tone.Go, "Shipped there"),
        OrderNewsKind.AddressChanged => new(Tone.Warn, "Address changed there"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
