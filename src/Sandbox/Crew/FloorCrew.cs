using Entrepot.Kernel;
using Microsoft.Extensions.Logging;

namespace Entrepot.Sandbox.Crew;

/// <summary>
/// The people on the warehouse floors: one plans waves, some pick, some pack and weigh, one gives parcels to the carriers.
/// They see only what the API tells them; a refusal is left to the company's own people, who see it on their screens.
/// </summary>
internal sealed partial class FloorCrew(ServerClient server, IReadOnlyList<string> warehouses, int seed, TimeProvider clock, ILogger<FloorCrew> log)
{
    /// <summary>Scales and cartons differ a little from what was planned.</summary>
    private const int WeightWobblePpm = 8_000;

    private readonly Random chance = Chance.Seeded(seed);

    public Task RunAsync(CancellationToken ct) => Task.WhenAll(
    [
        Rounds.RunAsync("wave planner", Every(3), ReleaseAsync, clock, log, ct),
        Rounds.RunAsync("pickers", Every(2), PickAsync, clock, log, ct),
        Rounds.RunAsync("packers", Every(2), PackAsync, clock, log, ct),
        .. warehouses.Select(warehouse => Rounds.RunAsync($"drivers at {warehouse}", Every(4), token => HandOverAsync(warehouse, token), clock, log, ct)),
    ]);

    private Task ReleaseAsync(CancellationToken ct) => server.PostAsync<FloorWire.ReleasedWave[]>("/api/v1/warehouse/waves/automatic", new { }, ct);

    internal async Task PickAsync(CancellationToken ct)
    {
        var stops = await server.GetAsync<FloorWire.Stop[]>("/api/v1/warehouse/pick-stops", ct);
        foreach (var batch in stops.Chunk(FloorWire.BatchMax))
            Look("pickers", await server.PostAsync<FloorWire.Outcome[]>("/api/v1/warehouse/picks", batch.Select(stop => new FloorWire.Pick(stop.Task, stop.Bin, CodeOn(stop), stop.Quantity, IsShort: false)), ct));
    }

    internal async Task PackAsync(CancellationToken ct)
    {
        var proposals = await server.GetAsync<FloorWire.Proposal[]>("/api/v1/warehouse/pack-proposals", ct);
        foreach (var batch in proposals.Chunk(FloorWire.BatchMax))
            Look("packers", await server.PostAsync<FloorWire.Outcome[]>("/api/v1/warehouse/packs", batch.Select(Pack), ct));
    }

    private Task HandOverAsync(string warehouse, CancellationToken ct) => server.PostAsync<FloorWire.ClosedManifest[]>("/api/v1/warehouse/handovers", new { warehouse }, ct);

    /// <summary>A scanner reads the barcode; where there is none, people type the SKU.</summary>
    private static string CodeOn(FloorWire.Stop stop) => stop.Gtin.Length > 0 ? stop.Gtin : stop.Sku;

    private FloorWire.Pack Pack(FloorWire.Proposal proposal) => new(
        proposal.FulfilmentOrder, proposal.Items,
        [.. proposal.Parcels.Select(parcel => parcel with { WeightGrams = Math.Max(1, parcel.WeightGrams + Rounding.OfPpm(parcel.WeightGrams, chance.Next(-WeightWobblePpm, WeightWobblePpm))) })],
        AcceptWeight: false);

    private void Look(string who, IReadOnlyList<FloorWire.Outcome> outcomes)
    {
        foreach (var refused in outcomes.Where(outcome => outcome.Code is not null)) LogRefused(log, who, refused.Code ?? "", refused.Message ?? "");
    }

    private static Func<TimeSpan> Every(int seconds) => () => TimeSpan.FromSeconds(seconds);

    [LoggerMessage(LogLevel.Debug, "The sandbox's {Who} were refused: {Code}: {Message}")]
    private static partial void LogRefused(ILogger log, string who, string code, string message);
}
