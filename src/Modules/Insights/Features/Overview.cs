using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Insights.Features;

/// <summary>The first page: where orders are now, what came in, what waits for a person, for all shops and warehouses or one of them.</summary>
internal sealed class Overview(
    EntrepotDb db, IOrderCounts orders, IWaitingOrders waiting, OverviewSpans spans, IWarehouses warehouses, IStockAlerts stock, IChannelActivity activity,
    Momentary<(TenantId, string), OverviewView> kept, Momentary<TenantId, IReadOnlyList<ChannelActivity>> heard, TimeProvider clock)
{
    /// <summary>Adding up reads every order of the span, so people who look at the same time share one reading.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/", async (ListUrl url, Overview overview) => PageResult.Show<OverviewPage>(new { Found = await overview.RunAsync(url) }))
            .RequireAuthorization("overview.view");

    /// <summary>Kept by what was asked for, and not by the address, to which anybody can add what means nothing.</summary>
    public async Task<OverviewView> RunAsync(ListUrl url)
    {
        var period = ListPeriod.Of(url["period"]) ?? ListPeriod.All[0];
        var sites = await warehouses.AllAsync(CancellationToken.None);
        var site = sites.FirstOrDefault(site => site.Code == url["warehouse"]);
        var scope = new OrderScope(url.Whole("channel") is { } channel ? new SalesChannelId(channel) : null, site?.Code);
        var view = await kept.GetAsync((db.Tenant, $"{period.Key} {scope.Channel?.Value} {scope.Warehouse}"), () => ReadAsync(period, scope, site?.Id, CancellationToken.None));
        return view with { Url = url, Warehouses = [.. sites.Select(one => new Option(one.Code, $"{one.Code} {one.Name}"))] };
    }

    private async Task<OverviewView> ReadAsync(ListPeriod period, OrderScope scope, WarehouseId? site, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // Shops live by the week: a day is compared with the same day a week ago, and a Sunday with a Sunday; longer spans with the span before.
        var back = period.Days == 1 ? TimeSpan.FromDays(7) : period.Length;
        var channels = await heard.GetAsync(db.Tenant, () => activity.LastAsync(CancellationToken.None));
        return new(
            ListUrl.Of("/", ""), period, await spans.ReadAsync(now - period.Length, period.Days, scope, site, ct), await spans.ReadAsync(now - period.Length - back, period.Days, scope, site, ct),
            await orders.ByStatusAsync(scope, ct), await orders.ByHoldReasonAsync(scope, ct), now)
        {
            Waiting = scope == OrderScope.All ? await waiting.CountAsync(ct) : null,
            OldestHeld = await orders.OldestHeldAsync(scope, ct),
            Channels = [.. channels.OrderBy(channel => channel.OrderAt ?? DateTime.MinValue)],
            StockAlerts = (await stock.LowAsync(ct)).Count(low => site is null || low.Warehouse == site),
        };
    }
}

/// <summary>The overview's numbers of all orders and the last day, renewed while the page is open.</summary>
internal sealed class OverviewNumbers(Overview overview) : ILiveNumbers
{
    public string Permission => "overview.view";

    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct)
    {
        var found = await overview.RunAsync(ListUrl.Of("/", ""));
        var numbers = new Dictionary<string, string>
        {
            ["overview-orders"] = Formats.Number(found.Now.Orders),
            ["overview-waiting"] = Formats.Number(found.Waiting ?? 0),
            ["overview-person"] = found.Now.WithoutPersonPpm is { } share ? Formats.Percent(share) : Formats.Nothing,
        };
        foreach (var status in Enum.GetValues<OrderStatus>()) numbers[$"overview-{status}"] = Formats.Number(found.ByStatus.GetValueOrDefault(status));
        return numbers;
    }
}
