using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>The papers of an order, for other programs. It stands here and not with the papers because only this module knows which orders there are.</summary>
internal sealed class PaperList(EntrepotDb db, ICustomsPapers papers)
{
    internal sealed record Answer(long Id, long Consignment, string Kind, string Number, int Parcel, DateTime MadeAt, DateTime? VoidedAt, string Pdf);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/orders/{order:long}/papers", async (long order, PaperList list, CancellationToken ct) => (await list.RunAsync(new(order), ct)).ToHttp())
            .RequireAuthorization("transport.view").DisableAntiforgery().WithSummary("The papers of an order, voided ones too");

    public async Task<Result<IReadOnlyList<Answer>>> RunAsync(OrderId id, CancellationToken ct)
    {
        if (!await db.Set<Order>().AnyAsync(order => order.Id == id, ct)) return OrderProblems.NotFound(id);

        return (await papers.OfOrdersAsync([id], ct))
            .Select(paper => new Answer(paper.Id, paper.Consignment.Value, paper.Kind.ToString(), paper.Number, paper.Parcel, paper.MadeAt, paper.VoidedAt, $"/customs/papers/{paper.Id}.pdf")).ToList();
    }
}
