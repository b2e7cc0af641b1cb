using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>All papers of a wave, or of one fulfilment order, in one PDF: order by order, as the parcels lie on the table.</summary>
internal sealed class PrintPapersOfWave(EntrepotDb db, ICustomsPapers papers)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/waves/{id:long}/papers.pdf", async (long id, PrintPapersOfWave print, CancellationToken ct) => ToFile(await print.OfWaveAsync(new(id), ct), $"papers-W{id}.pdf"))
            .RequireAuthorization("warehouse.pack")
            .WithSummary("The papers of all orders of a wave in one PDF");
        routes.MapGet("/warehouse/fulfilment/{id:long}/papers.pdf", async (long id, PrintPapersOfWave print, CancellationToken ct) => ToFile(await print.OfOrderAsync(new(id), ct), $"papers-F{id}.pdf"))
            .RequireAuthorization("warehouse.pack")
            .WithSummary("The papers of one fulfilment order in one PDF");
    }

    public async Task<Result<byte[]>> OfWaveAsync(WaveId id, CancellationToken ct)
    {
        var consignments = await db.Set<FulfilmentOrder>().Where(order => order.WaveId == id && order.Status != FulfilmentStatus.Cancelled).OrderBy(order => order.Id)
            .Select(order => order.ConsignmentId).ToListAsync(ct);
        return consignments.Count == 0 ? WarehouseProblems.UnknownWave(id) : await papers.PrintAsync(consignments, ct);
    }

    public async Task<Result<byte[]>> OfOrderAsync(FulfilmentOrderId id, CancellationToken ct)
    {
        var consignment = await db.Set<FulfilmentOrder>().Where(order => order.Id == id).Select(order => (ConsignmentId?)order.ConsignmentId).SingleOrDefaultAsync(ct);
        return consignment is { } found ? await papers.PrintAsync([found], ct) : WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id));
    }

    private static IResult ToFile(Result<byte[]> paper, string name) => paper.Problem is { } problem ? problem.ToHttp() : Results.File(paper.Value, "application/pdf", name);
}
