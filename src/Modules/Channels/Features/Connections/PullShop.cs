using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Connections;

/// <param name="Run">See <see cref="ConnectionRow.Run"/>.</param>
internal sealed record PullWork(long Channel, long Run);

/// <summary>
/// Pulls one page of a shop's orders, and asks for the next pull with its outcome: there is one such item for each shop, for
/// as long as it is connected. A marketplace that does not answer is no failure of the item; it is asked again after a pause
/// that grows, while the other shops go on.
/// </summary>
internal sealed class PullShop(EntrepotDb db, ShopConnections shops, TakePulledOrders orders, ShopPaces paces, WorkQueue work, TimeProvider clock) : IExternalWork
{
    public const string WorkKind = "channels.pull";

    /// <summary>A refusal is mostly about the keys, and a person has to do something about it.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    public string Kind => WorkKind;

    public static void Ask(WorkQueue work, ConnectionRow row, TimeSpan after) => work.Add(
        WorkKind, row.ChannelId.Value.ToString(CultureInfo.InvariantCulture), new PullWork(row.ChannelId.Value, row.Run), after, new Shop(row.TenantId, row.ChannelId.Value, row.Kind, "", new Dictionary<string, string>()).Destination);

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var asked = item.Read<PullWork>();
        if (await shops.OpenAsync(new(asked.Channel), ct) is not { } shop || shop.Run != asked.Run) return new Pulled(null, 0, null, null);
        try
        {
            var page = await shop.Connector.PullOrdersAsync(shop.Session, shop.Cursor, ct);
            if (page.Problem is { } refused) return new Pulled(null, 0, refused.Message, null);
            return new Pulled(page.Value, await orders.RunAsync(shop.Channel, page.Value.Orders, ct), null, null);
        }
        catch (ShopBusyException busy)
        {
            return new Pulled(null, 0, null, busy.Wait);
        }
        catch (Exception exception) when (IsAway(exception) && !ct.IsCancellationRequested)
        {
            return new Unanswered(exception);
        }
    }

    public async Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        var asked = item.Read<PullWork>();
        if (await db.Set<ConnectionRow>().AsTracking().SingleOrDefaultAsync(row => row.ChannelId == new SalesChannelId(asked.Channel), ct) is not { IsPaused: false } row || row.Run != asked.Run) return;

        var now = clock.GetUtcNow().UtcDateTime;
        var pause = outcome switch
        {
            Pulled { Page: { } page } pulled => Done(row, page, pulled.Count, now),
            Pulled { Wait: { } wait } => wait,
            Pulled { Refused: { } refused } => Failed(row, refused, AfterRefusal),
            Unanswered lost => Failed(row, $"The marketplace did not answer: {lost.Why.Message}", Growing(row.Failures)),
            _ => AfterRefusal, // Its keys cannot be opened.
        };
        paces.Keep(row);
        row.NextPullAt = now + pause;
        Ask(work, row, pause);
    }

    public static bool IsAway(Exception exception) => exception is HttpRequestException or TimeoutException or IOException or OperationCanceledException;

    private static TimeSpan Done(ConnectionRow row, OrderPage page, int count, DateTime now)
    {
        (row.Cursor, row.LastPullAt, row.Error, row.Failures) = (JsonSerializer.Serialize(page.Next), now, null, 0);
        row.OrdersPulled += count;
        row.LastOrderAt = page.Next.Latest > (row.LastOrderAt ?? DateTime.MinValue) && page.Orders.Count > 0 ? page.Next.Latest : row.LastOrderAt;
        return page.HasMore ? TimeSpan.Zero : TimeSpan.FromSeconds(row.PullEverySeconds);
    }

    private static TimeSpan Failed(ConnectionRow row, Sentence why, TimeSpan pause)
    {
        row.Failures++;
        row.Error = why;
        return pause;
    }

    private static TimeSpan Growing(long failures) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures, 16))));

    private sealed record Pulled(OrderPage? Page, int Count, Sentence? Refused, TimeSpan? Wait);
}
