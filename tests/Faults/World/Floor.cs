using System.Net.Http.Json;
using Entrepot.Sandbox.Crew;

namespace Entrepot.Faults;

/// <summary>The people on the warehouse floors, quick ones: waves, picks, parcels and hand-overs, again and again, by the API alone.</summary>
internal sealed class Floor(HttpClient http)
{
    private static readonly string[] Warehouses = ["SZX", "LAX", "FRA", "BHX"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>Whether they leave an order to people who pack it by hand, by its number; robots pack everything else.</summary>
    public Func<long, bool> Leaves { get; set; } = _ => false;

    /// <summary>Whether they leave a walk to people with a hand scanner.</summary>
    public Func<long, bool> LeavesWalk { get; set; } = _ => false;

    public async Task WorkAsync(CancellationToken ct)
    {
        for (var round = 0; !ct.IsCancellationRequested; round++)
        {
            try
            {
                await RoundAsync(round, ct);
                await Task.Delay(Pause, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task RoundAsync(int round, CancellationToken ct)
    {
        await PostAsync<FloorWire.ReleasedWave[]>("waves/automatic", new { }, ct);
        var stops = await GetAsync<FloorWire.Stop[]>("pick-stops", ct);
        foreach (var batch in stops.Where(stop => !LeavesWalk(stop.Task)).Chunk(FloorWire.BatchMax))
            await PostAsync<FloorWire.Outcome[]>("picks", batch.Select(stop => new FloorWire.Pick(stop.Task, stop.Bin, stop.Gtin.Length > 0 ? stop.Gtin : stop.Sku, stop.Quantity, IsShort: false)), ct);
        var proposals = await GetAsync<FloorWire.Proposal[]>("pack-proposals", ct);
        foreach (var batch in proposals.Where(one => !Leaves(one.FulfilmentOrder)).Chunk(FloorWire.BatchMax))
            await PostAsync<FloorWire.Outcome[]>("packs", batch.Select(one => new FloorWire.Pack(one.FulfilmentOrder, one.Items, one.Parcels, AcceptWeight: false)), ct);
        await PostAsync<FloorWire.ClosedManifest[]>("handovers", new { warehouse = Warehouses[round % Warehouses.Length] }, ct);
    }

    private async Task<T> GetAsync<T>(string what, CancellationToken ct) where T : class => await http.GetFromJsonAsync<T>(new Uri($"/api/v1/warehouse/{what}", UriKind.Relative), ct) ?? throw new HttpRequestException(what);

    private async Task<T?> PostAsync<T>(string what, object body, CancellationToken ct) where T : class
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"/api/v1/warehouse/{what}", UriKind.Relative), body, ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>(ct) : null; // A refusal is left to people, who see it on their screens.
    }
}
