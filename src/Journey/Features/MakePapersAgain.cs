using Entrepot.Journey.Following;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>Makes the papers of an order's booked consignments that could not be made before. Papers that are there stay as they are.</summary>
internal sealed class MakePapersAgain(EntrepotDb db, IConsignments consignments, MakePapers papers)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id:long}/papers", async (long id, MakePapersAgain make, CancellationToken ct) => (await make.RunAsync(new(id), ct)).ToHttp())
            .RequireAuthorization("transport.print").DisableAntiforgery()
            .WithSummary("Make the papers that an order's parcels lack");
        routes.MapPost("/orders/{id:long}/papers", async (long id, MakePapersAgain make, Text words, CancellationToken ct) =>
                PageResult.After(await make.RunAsync(new(id), ct), words["Papers made"], $"/orders/{id}?tab=parcels"))
            .RequireAuthorization("transport.print");
    }

    public async Task<Result> RunAsync(OrderId order, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var booked = (await consignments.OfOrdersAsync([order], ct)).Where(consignment => consignment.Status == ConsignmentStatus.Booked).Select(consignment => consignment.Id).ToList();
        if (booked.Count == 0) return JourneyProblems.NothingBooked();

        var made = await papers.RunAsync(booked, ct);
        if ((await unit.CommitAsync(ct)).Problem is { } conflict) return conflict;
        return made.FirstOrDefault(answer => !answer.IsOk);
    }
}
