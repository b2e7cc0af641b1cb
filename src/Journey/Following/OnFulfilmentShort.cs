using System.Globalization;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>
/// The picker did not find everything: what the shelf lacks goes off the books, and the order starts again, so that its
/// journey decides where the goods come from now: from elsewhere, in more parts than before, or when more arrive. Once a
/// part has left the house nothing can be taken back; then the floor searches and the board offers another walk.
/// </summary>
internal sealed class OnFulfilmentShort(IFulfilment fulfilment, IStock stock, ChangeOrder change, IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_fulfilment_short";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var missing = items.Select(item => item.Read<FulfilmentShort>()).ToList();
        var parts = (await fulfilment.FindAsync([.. missing.Select(found => found.FulfilmentOrder).Distinct()], ct)).ToDictionary(part => part.Id);
        foreach (var order in missing.GroupBy(found => found.Order))
        {
            // Told twice, or taken back meanwhile: it is decided already.
            if (!order.Any(found => parts[found.FulfilmentOrder].Status == FulfilmentStatus.Short)) continue;
            await DecideAsync(order.Key, [.. order], parts, ct);
        }
    }

    private async Task DecideAsync(OrderId order, IReadOnlyList<FulfilmentShort> missing, Dictionary<FulfilmentOrderId, FulfilmentInfo> parts, CancellationToken ct)
    {
        var what = string.Join(", ", missing.Select(found => Describe(found, parts[found.FulfilmentOrder])));
        if ((await change.RestartAsync(order, "short", what, change: null, ct)).Problem is { } stays)
        {
            book.Note([(order, "short_after_leaving", (Sentence)$"{what} · {stays.Message}")], clock.GetUtcNow().UtcDateTime);
            return;
        }

        // After the order has given back what it held, so that the pieces nobody finds are free to be written off. Where
        // another order holds them by now, its own picker will miss them.
        await stock.AdjustAsync(
            [.. missing.GroupBy(found => (found.FulfilmentOrder, found.Warehouse, found.Product)).Select(found => new StockAdjustment(
                found.Key.Warehouse, found.Key.Product, -found.Sum(line => line.Missing), string.Create(CultureInfo.InvariantCulture, $"short/{found.Key.FulfilmentOrder.Value}"),
                $"Not found: {parts[found.Key.FulfilmentOrder].Number}"))], ct);
    }

    private static string Describe(FulfilmentShort found, FulfilmentInfo part) =>
        string.Create(CultureInfo.InvariantCulture, $"{part.Lines.First(line => line.Product == found.Product).Sku} −{found.Missing} ({part.Number})");
}
