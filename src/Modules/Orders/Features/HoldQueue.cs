using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>What waits for a person: the most urgent first, one case beside the list.</summary>
internal sealed class HoldQueue(EntrepotDb db, IOrderCounts counts, ISalesChannels channels, OrderPage page, OrderList list, OrderMarks marks, HoldDeadlines deadlines)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/holds", async (ListUrl url, HoldQueue queue, CancellationToken ct) => PageResult.Show<HoldQueuePage>(new { Found = await queue.RunAsync(url, ct) }))
            .RequireAuthorization("orders.view");

    public async Task<HoldQueueView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var names = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id, channel => channel.Name);
        var held = list.Filter(url).Where(order => order.Status == OrderStatus.OnHold);
        // Which orders is read from an index of held orders alone, and only those that are shown from the orders themselves, which are long.
        var ids = await held.OrderByDescending(order => order.Priority).ThenBy(order => order.ShipBy == null).ThenBy(order => order.ShipBy).ThenBy(order => order.Id)
            .Skip((url.Page - 1) * HoldQueueView.PageSize).Take(HoldQueueView.PageSize).Select(order => order.Id).ToListAsync(ct);
        var rows = await db.Set<Order>().Where(order => ids.Contains(order.Id))
            .Select(order => new { order.Id, order.Number, order.HoldCode, order.HoldReason, order.HoldStage, order.ChannelId, order.BuyerName, order.Country, order.TotalMinor, order.Currency, order.Since, order.ShipBy, order.Priority })
            .ToDictionaryAsync(order => order.Id, ct);

        var owners = await marks.OwnersOfAsync(ids, ct);
        var cases = ids.Where(rows.ContainsKey).Select(id => rows[id]).Select(row => new HeldRow(row.Id.Value, row.Number, row.HoldCode ?? "", row.HoldReason ?? "", row.HoldStage ?? "", names.GetValueOrDefault(row.ChannelId, ""),
                row.BuyerName, row.Country, new(row.TotalMinor, row.Currency), row.Since, row.ShipBy)
        { Priority = row.Priority, Owner = owners.GetValueOrDefault(row.Id.Value), DecideBy = deadlines.DecideBy(row.HoldCode ?? "", row.Since, row.ShipBy) }).ToList();
        return new(
            url, cases,
            await held.LongCountAsync(ct), await counts.ByHoldReasonAsync(new(url.Whole("channel") is { } channel ? new SalesChannelId(channel) : null, url["warehouse"]), ct), await OpenAsync(url, cases, ct))
        {
            People = await marks.PeopleAsync(ct),
            Shops = [.. names.Select(name => new Option(name.Key.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), name.Value)).OrderBy(option => option.Text, StringComparer.CurrentCulture)],
        };
    }

    /// <summary>The chosen case. One that is decided makes room for the next in the queue; a case that is skipped does not come back at once.</summary>
    private async Task<OrderPageView?> OpenAsync(ListUrl url, List<HeldRow> cases, CancellationToken ct)
    {
        if (url.Whole("case") is not { } chosen) return cases.Count > 0 ? await page.RunAsync(new(cases[0].Id), url, ct) : null;

        var order = await page.RunAsync(new(chosen), url, ct);
        if (order is null || order.Status == OrderStatus.OnHold) return order;

        var decided = (-order.Priority, order.Content.ShipBy ?? DateTime.MaxValue, order.Id);
        var next = cases.Find(row => (-row.Priority, row.ShipBy ?? DateTime.MaxValue, row.Id).CompareTo(decided) > 0) ?? cases.FirstOrDefault();
        return next is null ? null : await page.RunAsync(new(next.Id), url, ct);
    }
}
