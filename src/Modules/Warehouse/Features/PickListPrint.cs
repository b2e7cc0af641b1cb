using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Http;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Warehouse.Features;

/// <summary>The pick list on paper, for a walk or for a whole wave: every line in walking order with the order it is for.</summary>
/// <param name="services">Fonts are megabytes that only a printed list needs: they are taken when one is.</param>
internal sealed class PickListPrint(EntrepotDb db, IWarehouses warehouses, IServiceProvider services, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/waves/{id:long}/picklist.pdf", async (long id, PickListPrint print, CancellationToken ct) => ToFile(await print.OfWaveAsync(new(id), ct)))
            .RequireAuthorization("warehouse.pick")
            .WithSummary("The pick list of a wave, all its walks");
        routes.MapGet("/warehouse/waves/{id:long}/cart.pdf", async (long id, PickListPrint print, CancellationToken ct) => ToFile(await print.OfCartAsync(new(id), ct)))
            .RequireAuthorization("warehouse.pick")
            .WithSummary("The sheet of a wave that is picked into the slots of a cart");
        routes.MapGet("/warehouse/pick/{id:long}/picklist.pdf", async (long id, PickListPrint print, CancellationToken ct) => ToFile(await print.OfWalkAsync(new(id), ct)))
            .RequireAuthorization("warehouse.pick")
            .WithSummary("The pick list of one walk");
    }

    public async Task<Result<byte[]>> OfWaveAsync(WaveId id, CancellationToken ct)
    {
        var tasks = await db.Set<PickTask>().Include(task => task.Lines).Where(task => task.WaveId == id).OrderBy(task => task.Id).ToListAsync(ct);
        return tasks.Count == 0 ? WarehouseProblems.UnknownWave(id) : await RenderAsync(id.ToString(), tasks, ct);
    }

    /// <summary>Each bin once, with the pieces for each slot of the cart; refused for more orders than a cart takes.</summary>
    public async Task<Result<byte[]>> OfCartAsync(WaveId id, CancellationToken ct)
    {
        var tasks = await db.Set<PickTask>().Include(task => task.Lines).Where(task => task.WaveId == id).OrderBy(task => task.Id).ToListAsync(ct);
        if (tasks.Count == 0) return WarehouseProblems.UnknownWave(id);

        var orders = tasks.SelectMany(task => task.Lines).Where(line => line.State != PickLineState.Cancelled).Select(line => line.FulfilmentOrderId).Distinct().Count();
        return orders > CartSheetPaper.SlotsMax ? WarehouseProblems.TooManyForCart(id, orders, CartSheetPaper.SlotsMax) : await RenderAsync(id.ToString(), tasks, ct, CartSheetPaper.Render);
    }

    public async Task<Result<byte[]>> OfWalkAsync(PickTaskId id, CancellationToken ct)
    {
        var task = await db.Set<PickTask>().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id, ct);
        return task is null ? WarehouseProblems.UnknownTask(id) : await RenderAsync(id.ToString(), [task], ct);
    }

    private async Task<Result<byte[]>> RenderAsync(string number, IReadOnlyList<PickTask> tasks, CancellationToken ct, Func<PickList, FontLibrary, byte[]>? paper = null)
    {
        var lines = tasks.SelectMany(task => task.Lines.Where(line => line.State != PickLineState.Cancelled).OrderBy(line => line.Sequence).ThenBy(line => line.Id)).ToList();
        if (lines.Count == 0) return WarehouseProblems.NothingToPrint(number);

        var site = (await warehouses.AllAsync(ct)).Single(warehouse => warehouse.Id == tasks[0].WarehouseId);
        return (paper ?? PickListPaper.Render)(
            new PickList
            {
                Wave = number,
                Language = System.Globalization.CultureInfo.CurrentUICulture.Name, // Whoever prints it walks.
                Warehouse = $"{site.Code} {site.Name}",
                PrintedAt = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone)),
                Lines = lines.ConvertAll(line => new PickListLine
                {
                    Bin = line.Bin.Length == 0 ? "–" : line.Bin,
                    Sku = line.Sku,
                    Name = line.Name,
                    LocalName = line.NameChinese,
                    Quantity = line.Quantity,
                    Slot = FulfilmentOrder.NumberOf(line.FulfilmentOrderId),
                }),
            },
            services.GetRequiredService<FontLibrary>());
    }

    private static IResult ToFile(Result<byte[]> paper) => paper.Problem is { } problem ? problem.ToHttp() : Results.File(paper.Value, "application/pdf");
}
