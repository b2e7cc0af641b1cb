using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Customs.Features;

/// <summary>Papers as PDF, one or many in a file. A paper says what it said when it was made, however often it is printed.</summary>
/// <param name="services">Fonts are megabytes that only a printed paper needs: they are taken when one is.</param>
internal sealed class PrintPapers(EntrepotDb db, Letterheads letterheads, IServiceProvider services)
{
    /// <summary>A wave of 512 orders with four papers each; more would be a file that no printer takes in one go.</summary>
    public const int PapersMax = 2_048;

    public static void Map(IEndpointRouteBuilder routes)
    {
        // The people who print labels print papers, whether or not they may see duty rates.
        routes.MapGet("/customs/papers/{id:long}.pdf", async (long id, PrintPapers print, CancellationToken ct) => ToFile(await print.OneAsync(id, ct)))
            .RequireAuthorization("transport.print").WithSummary("A paper as PDF");
        routes.MapGet("/customs/orders/{order:long}/papers.pdf", async (long order, PrintPapers print, CancellationToken ct) => ToFile(await print.OfOrderAsync(new(order), ct)))
            .RequireAuthorization("transport.print").WithSummary("All good papers of an order in one PDF");
    }

    public async Task<Result<PaperFile>> OneAsync(long id, CancellationToken ct)
    {
        if (await db.Set<PaperRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } paper) return PaperProblems.NotFound(id);
        return paper.VoidedAt is null ? Named(await RenderAsync(paper.Number, [paper], ct), $"{paper.Number}.pdf") : PaperProblems.Voided(paper.Number);
    }

    public async Task<Result<PaperFile>> OfOrderAsync(OrderId order, CancellationToken ct)
    {
        var papers = await db.Set<PaperRow>().Where(row => row.OrderId == order && row.VoidedAt == null).OrderBy(row => row.Id).ToListAsync(ct);
        return papers.Count == 0 ? PaperProblems.NoPapers() : Named(await RenderAsync("Papers", papers, ct), $"papers-{order.Value}.pdf");
    }

    public async Task<Result<byte[]>> OfConsignmentsAsync(IReadOnlyList<ConsignmentId> consignments, CancellationToken ct)
    {
        var wanted = consignments.Distinct().ToList();
        var found = (await db.Set<PaperRow>().Where(row => wanted.Contains(row.ConsignmentId) && row.VoidedAt == null).OrderBy(row => row.Id).ToListAsync(ct)).ToLookup(row => row.ConsignmentId);
        var papers = wanted.SelectMany(consignment => found[consignment]).ToList();
        if (papers.Count == 0) return PaperProblems.NoPapers();
        return papers.Count > PapersMax ? PaperProblems.TooManyPapers(papers.Count, PapersMax) : await RenderAsync("Papers", papers, ct);
    }

    /// <summary>The same bytes each time: everything that is printed was frozen with the papers, their moment too.</summary>
    private async Task<Result<byte[]>> RenderAsync(string title, IReadOnlyList<PaperRow> papers, CancellationToken ct)
    {
        if (papers.FirstOrDefault(paper => !paper.IsAsMade) is { } changed) return PaperProblems.Changed(changed.Number);

        var logos = await letterheads.LogosAsync([.. papers.Select(paper => PaperTemplates.LogoOf(paper.Kind, paper.Content))], ct);
        var document = new PdfDocument(services.GetRequiredService<FontLibrary>(), new(title, papers.Max(paper => paper.MadeAt)));
        foreach (var paper in papers) PaperTemplates.AddTo(document, paper.Kind, paper.Template, paper.Content, logos);
        return document.ToBytes();
    }

    private static Result<PaperFile> Named(Result<byte[]> rendered, string name) => rendered.Problem is { } problem ? problem : new PaperFile(rendered.Value, name);

    private static IResult ToFile(Result<PaperFile> paper) => paper.Problem is { } problem ? problem.ToHttp() : Results.File(paper.Value.Content, "application/pdf", paper.Value.Name);
}

internal sealed record PaperFile(byte[] Content, string Name);
