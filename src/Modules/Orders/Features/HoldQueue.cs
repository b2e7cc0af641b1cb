using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>What waits for a person: the most urgent first, one case beside the list.</summary>
internal sealed class HoldQueue(IOrderCounts counts, ISalesChannels channels, OrderPage page, OrderList list)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/holds", async (ListUrl url, HoldQueue queue, CancellationToken ct) => PageResult.Show<HoldQueuePage>(new { Found = await queue.RunAsync(url, ct) }))
            .RequireAuthorization("orders.view");

    public async Task<HoldQueueView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var names = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id, channel => channel.Name);
        var held = list.Filter(url).Where(order => order.Status == OrderStatus.OnHold);
        var rows = await held.OrderByDescending(order => order.Priority).ThenBy(order => order.ShipBy == null).ThenBy(order => order.ShipBy).ThenBy(order => order.Id)
            .Skip((url.Page - 1) * HoldQueueView.PageSize).Take(HoldQueueView.PageSize)
            .Select(order => new { order.Id, order.Number, order.HoldCode, order.HoldReason, order.HoldStage, order.ChannelId, order.BuyerName, order.Country, order.TotalMinor, order.Currency, order.Since, order.ShipBy })
            .ToListAsync(ct);

        var open = url.Whole("case") is { } chosen ? new OrderId(chosen) : rows.Count > 0 ? rows[0].Id : (OrderId?)null;
        return new(
            url,
            rows.ConvertAll(row => new HeldRow(row.Id.Value, row.Number, row.HoldCode ?? "", row.HoldReason ?? "", row.HoldStage ?? "", names.GetValueOrDefault(row.ChannelId, ""),
                row.BuyerName, row.Country, new(row.TotalMinor, row.Currency), row.Since, row.ShipBy)),
            await held.LongCountAsync(ct), await counts.ByHoldReasonAsync(ct), open is { } id ? await page.RunAsync(id, url, ct) : null);
    }
}
