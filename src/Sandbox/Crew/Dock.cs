using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Entrepot.Sandbox.Crew;

/// <summary>
/// The lorries that bring what is announced, and the people who unload them. The sandbox lives quickly: a day of waiting is
/// over in seconds, so that orders which wait for goods are seen to go on.
/// </summary>
internal sealed class Dock(ServerClient server, TimeProvider clock, ILogger<Dock> log)
{
    /// <summary>The demo's goods are four to twelve days away: the first lorry comes after half a minute.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset openedAt = clock.GetUtcNow();

    public Task RunAsync(CancellationToken ct) => Rounds.RunAsync("dock", () => Look, UnloadAsync, clock, log, ct);

    internal async Task UnloadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var arrivesBy = DateOnly.FromDateTime(openedAt.UtcDateTime).AddDays((int)((now - openedAt) / Day));
        var here = (await server.GetAsync<Announced[]>("/api/v1/stock/inbound", ct)).Where(goods => goods.ExpectedOn <= arrivesBy).ToList();
        if (here.Count == 0) return;

        // The cause makes it harmless to unload the same lorry again, should the answer get lost; a part of it is another receipt.
        await server.PostAsync<FloorWire.Outcome[]>(
            "/api/v1/stock/receipts",
            here.Select(goods => new Receipt(goods.Warehouse, goods.Sku, goods.Quantity, string.Create(CultureInfo.InvariantCulture, $"lorry/{goods.Cause}/{goods.Quantity}"), goods.Cause)), ct);
    }

    internal sealed record Announced(string Warehouse, string Sku, long Quantity, DateOnly ExpectedOn, string Cause);

    internal sealed record Receipt(string Warehouse, string Sku, long Quantity, string Cause, string Inbound);
}
