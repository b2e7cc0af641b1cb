using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Where everything on the floor stands: stages with their counts and most urgent orders, and the waves under way.</summary>
internal sealed class FulfilmentBoard(EntrepotDb db, WarehouseCodes codes, TimeProvider clock)
{
    private const int CardsMax = 6;
    private const int WavesMax = 12;

    /// <summary>What was handed over earlier is the carrier's and stands in the list only.</summary>
    private static readonly TimeSpan HandedOverShown = TimeSpan.FromHours(24);

    private static readonly FulfilmentStatus[] Stages =
    [
        FulfilmentStatus.Planned, FulfilmentStatus.InWave, FulfilmentStatus.Short, FulfilmentStatus.Picked, FulfilmentStatus.Packed, FulfilmentStatus.Labelled, FulfilmentStatus.HandedOver,
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse", async (ListUrl url, FulfilmentBoard board, CancellationToken ct) => PageResult.Show<FulfilmentBoardPage>(new { Found = await board.RunAsync(url, ct) }))
            .RequireAuthorization("warehouse.view");
        routes.MapPost("/warehouse/waves", async (PostedForm form, WarehouseCodes codes, ReleaseWave release, Text words, CancellationToken ct) =>
            {
                var warehouse = await codes.FindOrAllAsync(form.Text("warehouse"), ct);
                if (warehouse.Problem is { } unknown) return PageResult.Refused(unknown);
                var waves = await release.RunAllAsync(warehouse.Value, ct);
                if (waves.Problem is { } problem) return PageResult.Refused(problem);
                if (waves.Value.Count == 0) return PageResult.Refused(WarehouseProblems.NothingToRelease());
                return PageResult.Back("/warehouse").Saying(words["Released {0} orders in {1} waves; the walks are {2} m shorter than by bin code.", waves.Value.Sum(wave => wave.Orders), waves.Value.Count, waves.Value.Sum(wave => wave.SavedMillimetres) / 1_000]);
            })
            .RequireAuthorization("warehouse.wave");
    }

    public async Task<FulfilmentBoardView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        var chosen = sites.FirstOrDefault(site => site.Value == url["warehouse"]);
        var warehouse = chosen.Value is null ? (WarehouseId?)null : chosen.Key;
        var since = clock.GetUtcNow().UtcDateTime - HandedOverShown;

        var stages = new List<BoardStage>(Stages.Length);
        foreach (var status in Stages)
        {
            var orders = db.Set<FulfilmentOrder>().Where(order => order.Status == status && (warehouse == null || order.WarehouseId == warehouse));
            if (status == FulfilmentStatus.HandedOver) orders = orders.Where(order => order.StatusAt >= since);
            var urgent = status == FulfilmentStatus.HandedOver ? orders.OrderByDescending(order => order.StatusAt) : FloorReader.MostUrgent(orders);
            stages.Add(new(status, await orders.LongCountAsync(ct), FulfilmentRows.Of(await FulfilmentRows.Shown(urgent.Take(CardsMax)).ToListAsync(ct), sites)));
        }

        return new(url, stages, await WavesAsync(warehouse, sites, ct), [.. sites.Values.Order(StringComparer.Ordinal)], chosen.Value);
    }

    private async Task<IReadOnlyList<WaveRow>> WavesAsync(WarehouseId? warehouse, IReadOnlyDictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        var waves = await db.Set<Wave>().Where(wave => warehouse == null || wave.WarehouseId == warehouse).OrderByDescending(wave => wave.Id).Take(WavesMax).ToListAsync(ct);
        var ids = waves.ConvertAll(wave => (WaveId?)wave.Id);
        var progress = await db.Set<PickTask>().Where(task => ids.Contains(task.WaveId))
            .GroupBy(task => task.WaveId)
            .Select(tasks => new { Wave = tasks.Key, Lines = tasks.Sum(task => task.Lines.Count), Open = tasks.Sum(task => task.Lines.Count(line => line.State == PickLineState.Open)) })
            .ToDictionaryAsync(row => row.Wave ?? default, ct);
        return waves.ConvertAll(wave => new WaveRow(
            wave.Id.Value, wave.Id.ToString(), sites.GetValueOrDefault(wave.WarehouseId, ""), wave.Service, wave.OrderCount,
            progress.GetValueOrDefault(wave.Id)?.Lines ?? 0, (progress.GetValueOrDefault(wave.Id)?.Lines ?? 0) - (progress.GetValueOrDefault(wave.Id)?.Open ?? 0), wave.ReleasedAt, wave.ReleasedBy));
    }
}
