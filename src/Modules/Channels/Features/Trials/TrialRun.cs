using System.Globalization;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Features.Trials;

/// <summary>One <c>channels check</c>: keys, then orders, then stock and parcels of what came.</summary>
internal sealed class TrialRun(IChannelConnector connector, ShopSession session, TrialRequest request, TimeProvider clock)
{
    /// <summary>SKUs and parcels that a check tells: enough to see that it works.</summary>
    private const int PushesMax = 10;

    /// <summary>Windows that end are asked for once more, for a marketplace that went on selling; one that never ends is left here.</summary>
    private const int PagesMax = 200;

    /// <summary>What a trial says that there is of each SKU.</summary>
    private const long Available = 5;

    private readonly List<TrialProblem> problems = [];
    private readonly Dictionary<string, PulledOrder> orders = new(StringComparer.Ordinal);
    private int pages;

    public async Task<TrialReport> RunAsync(CancellationToken ct)
    {
        var check = await TryAsync("check", () => connector.CheckAsync(session, ct), ct);
        foreach (var missing in check?.Missing ?? []) problems.Add(new("check", "channels.scope_missing", $"The keys lack {missing}.", null));
        await PullAsync(ct);

        var (stock, parcels) = (0, 0);
        if (request.Pushes && orders.Count > 0) (stock, parcels) = (await PushStockAsync(ct), await PushParcelsAsync(ct));
        return new(check?.ShopName ?? "", check?.Scopes ?? [], session.Calls, pages, orders.Count, stock, parcels, problems);
    }

    private async Task PullAsync(CancellationToken ct)
    {
        var cursor = PullCursor.Since(request.Since);
        while (pages < PagesMax && orders.Count < request.OrdersMax)
        {
            if (await TryAsync("pull orders", () => connector.PullOrdersAsync(session, cursor, ct), ct) is not { } page) return;
            pages++;
            foreach (var order in page.Orders) Take(order);
            if (!page.HasMore || page.Next.Token == cursor.Token) return;
            cursor = page.Next;
        }
    }

    private void Take(PulledOrder order)
    {
        var about = order.Order.IsOk ? order.Order.Value.ExternalNumber : order.RemoteId;
        var problem = order.Order.Problem ?? Domain.OrderRules.Check(order.Order.Value);
        if (problem is not null) problems.Add(Of(about, problem));
        else orders[about] = order;
    }

    private async Task<int> PushStockAsync(CancellationToken ct)
    {
        var skus = orders.Values.SelectMany(order => order.Order.Value.Lines).Where(line => !line.IsService).Select(line => line.Code).Distinct(StringComparer.Ordinal).Take(PushesMax).ToList();
        if (skus.Count == 0) return 0;
        var key = clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        return await PushAsync("tell stock", skus, sku => sku, sku => new StockLevel(sku, Available, $"{key}-{sku}"), connector.PushStockAsync, ct);
    }

    private async Task<int> PushParcelsAsync(CancellationToken ct)
    {
        var parcels = orders.Values.Select(Parcel).OfType<ShippedParcel>().Take(PushesMax).ToList();
        return await PushAsync("tell parcels", parcels, parcel => parcel.ExternalNumber, parcel => parcel, connector.PushFulfilmentsAsync, ct);
    }

    private async Task<int> PushAsync<TFrom, TPush>(string operation, List<TFrom> from, Func<TFrom, string> about, Func<TFrom, TPush> make, Func<ShopSession, IReadOnlyList<TPush>, CancellationToken, Task<IReadOnlyList<Result>>> push, CancellationToken ct)
    {
        if (from.Count == 0) return 0;
        var results = await TryAsync<IReadOnlyList<Result>>(operation, async () => new(await push(session, from.ConvertAll(one => make(one)), ct)), ct) ?? [];
        for (var i = 0; i < results.Count; i++)
            if (results[i].Problem is { } problem) problems.Add(Of(about(from[i]), problem));
        return results.Count(result => result.IsOk);
    }

    /// <summary>All goods of an order that is paid, ours to ship, and not on its way; null for any other.</summary>
    private ShippedParcel? Parcel(PulledOrder pulled)
    {
        var order = pulled.Order.Value;
        if (order.Payment is not (PaymentState.Paid or PaymentState.Authorised) || order.Flags.Any(flag => flag is "shipped" or "fulfilled-by-amazon" or "unfulfillable")) return null;
        var lines = order.Lines.Where(line => !line.IsService && line.Quantity > line.CancelledQuantity).Select(line => new ShippedLine(line.ExternalLineId, line.Code, line.Quantity - line.CancelledQuantity)).ToList();
        var number = "1Z" + Hashing.Sha256(order.ExternalNumber)[..16].ToUpperInvariant();
        return lines.Count == 0 ? null : new(order.ExternalNumber, pulled.RemoteId, order.ExternalNumber, "ups", "UPS", number, clock.GetUtcNow().UtcDateTime, lines, MayBeThere: false);
    }

    /// <summary>A refusal or a marketplace that fails is one problem, and the trial goes on with what does not need it.</summary>
    private async Task<T?> TryAsync<T>(string operation, Func<Task<Result<T>>> ask, CancellationToken ct) where T : class
    {
        try
        {
            var answer = await ask();
            if (answer.IsOk) return answer.Value;
            if (answer.Problem is { } problem) problems.Add(Of(operation, problem));
        }
        catch (Exception failed) when (failed is HttpRequestException or TimeoutException or IOException || (failed is OperationCanceledException && !ct.IsCancellationRequested))
        {
            problems.Add(new(operation, failed is ShopBusyException ? "channels.shop_busy" : "channels.shop_failed", failed is OperationCanceledException ? "The marketplace did not answer in time." : failed.Message, null));
        }

        return null;
    }

    private static TrialProblem Of(string about, Problem problem) => new(about, problem.Code, problem.Message.ToString(), problem.Field);
}
