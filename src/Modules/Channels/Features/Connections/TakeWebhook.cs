using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Channels.Features.Connections;

/// <summary>
/// What marketplaces send us: verified on the raw bytes, stored as it came, and answered before anything is read from it. The
/// orders it names are asked for by a work item; an event that came already changes nothing.
/// </summary>
internal sealed class TakeWebhook(EntrepotDb db, IdBlocks ids, ShopConnections shops, WorkQueue work, TimeProvider clock)
{
    /// <summary>Of one that is not verified: anybody may send it.</summary>
    private const int UnverifiedMax = 16 << 10;

    /// <summary>Unverified ones that are kept of a shop in all: enough to see what is wrong.</summary>
    private const int UnverifiedRows = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/hooks/{hook}", RouteAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(Signatures.BodyMax)).WithSummary("What a marketplace tells us by itself");

    /// <summary>A company's number and its code of the channel: what stands behind <c>/hooks/</c>.</summary>
    public static string Hook(TenantId company, string code) => string.Create(CultureInfo.InvariantCulture, $"{company.Value}-{code}");

    private static async Task<IResult> RouteAsync(string hook, HttpRequest request, IServiceScopeFactory scopes, CancellationToken ct)
    {
        var dash = hook.IndexOf('-', StringComparison.Ordinal);
        if (dash < 1 || !long.TryParse(hook.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var company)) return Results.NotFound();

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(new(company));
        var taken = await scope.ServiceProvider.GetRequiredService<TakeWebhook>().RunAsync(hook[(dash + 1)..], new(headers, body.ToArray(), request.GetDisplayUrl()), ct);
        return taken.Problem is { } problem ? problem.ToHttp() : Results.Ok();
    }

    public async Task<Result> RunAsync(string code, RawWebhook webhook, CancellationToken ct)
    {
        if (await db.Set<SalesChannelRow>().SingleOrDefaultAsync(row => row.Code == code, ct) is not { } channel || await db.Set<ConnectionRow>().SingleOrDefaultAsync(row => row.ChannelId == channel.Id, ct) is not { } row
            || ChannelConnectors.Find(row.Kind) is not { } connector || shops.ShopOf(row) is not { } shop) return Domain.ChannelsProblems.ChannelNotFound(code);

        var now = clock.GetUtcNow().UtcDateTime;
        var hash = Convert.ToHexStringLower(SHA256.HashData(webhook.Body));
        if (connector.VerifyWebhook(shop, webhook, now).Problem is { } unsigned)
        {
            await KeepUnverifiedAsync(row, webhook, hash, unsigned, now, ct);
            return unsigned;
        }

        var read = connector.ReadWebhook(webhook);
        var key = read.IsOk && read.Value.EventId.Length > 0 ? read.Value.EventId : hash;
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Execute(ConnectionSql.Heard, false, db.Tenant.Value, row.ChannelId.Value, Timestamps.ToStored(now));
        if (!await ConnectionSql.IsHeardAsync(db, row.ChannelId, key, ct))
        {
            Keep(row, webhook, key, read.IsOk ? read.Value.Topic : "", webhook.Body, read.Problem, now);
            if (read.IsOk && read.Value.OrderIds.Count > 0 && !row.IsPaused) FetchNamedOrders.Ask(work, row, read.Value.OrderIds);
        }

        return await unit.CommitAsync(ct); // One that cannot be read is kept too: sending it again would not help.
    }

    private async Task KeepUnverifiedAsync(ConnectionRow row, RawWebhook webhook, string hash, Problem problem, DateTime now, CancellationToken ct)
    {
        if (await db.Set<WebhookRow>().CountAsync(one => one.ChannelId == row.ChannelId && one.Problem != null, ct) >= UnverifiedRows) return;
        await using var unit = await db.BeginAsync(ct);
        Keep(row, webhook, "unverified:" + hash, "", webhook.Body.Length > UnverifiedMax ? webhook.Body[..UnverifiedMax] : webhook.Body, problem, now);
        await unit.CommitAsync(ct);
    }

    private void Keep(ConnectionRow row, RawWebhook webhook, string key, string topic, byte[] body, Problem? problem, DateTime now) => db.Writes.Execute(
        ConnectionSql.AddWebhook, false, db.Tenant.Value, ids.Next(), row.ChannelId.Value, key.Length > 128 ? Hashing.Sha256(key) : key, topic.Length > 64 ? topic[..64] : topic, Timestamps.ToStored(now),
        JsonSerializer.Serialize(webhook.Headers.Where(header => !IsPrivate(header.Key)).ToDictionary()), body, problem is null ? null : SentenceJson.ToText(problem.Message));

    /// <summary>What a browser or a proxy adds about a person.</summary>
    private static bool IsPrivate(string header) => header.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}
