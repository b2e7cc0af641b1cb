using System.Text;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Printing.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Catalog.Features.Labels;

/// <summary>Labels for goods, as a file or at a label printer.</summary>
/// <param name="services">Fonts are megabytes that only a printed label needs: they are taken when one is.</param>
internal sealed class ProductLabels(EntrepotDb db, CatalogSnapshots snapshots, IPrinting printing, IServiceProvider services, TimeProvider clock) : IPrintSource
{
    public string Document => PrintDocuments.ProductLabel;

    public async Task<Result<byte[]>> PdfAsync(IReadOnlyList<LabelWish> wishes, PaperSheet sheet, CancellationToken ct)
    {
        var labels = await LabelsAsync(wishes, ct);
        return labels.Problem is { } problem ? problem : ProductLabelPaper.Render(labels.Value, services.GetRequiredService<FontLibrary>(), clock.GetUtcNow().UtcDateTime, sheet);
    }

    public async Task<Result<byte[]>> ZplAsync(IReadOnlyList<LabelWish> wishes, PaperSheet sheet, int dpi, CancellationToken ct)
    {
        var labels = await LabelsAsync(wishes, ct);
        return labels.Problem is { } problem ? problem : Encoding.UTF8.GetBytes(ProductLabelPaper.RenderZpl(labels.Value, services.GetRequiredService<FontLibrary>(), sheet, dpi));
    }

    /// <summary>Sends each product's labels to the printer that is chosen for them, at this station or for all.</summary>
    public async Task<Result> PrintAsync(IReadOnlyList<LabelWish> wishes, CancellationToken ct)
    {
        if ((await LabelsAsync(wishes, ct)).Problem is { } wrong) return wrong;

        await using var unit = await db.BeginAsync(ct);
        var snapshot = await snapshots.CurrentAsync(db, ct);
        var queued = await printing.QueueAsync([.. wishes.Where(wish => wish.Pieces > 0).Select(wish => new PrintWish(Document, wish.ToString(), snapshot.Find(wish.Product)?.Sku ?? ""))], null, ct);
        return queued.FirstOrDefault(job => job.Problem is not null).Problem is { } refused ? refused : await unit.CommitAsync(ct);
    }

    public async Task<Result<byte[]?>> RenderAsync(string reference, PrintTarget target, CancellationToken ct)
    {
        var wishes = new[] { LabelWish.Parse(reference) };
        var rendered = target.Language == PrinterLanguage.Zpl ? await ZplAsync(wishes, target.Sheet, target.Dpi, ct) : await PdfAsync(wishes, target.Sheet, ct);
        return rendered.Problem is { } problem ? problem : rendered.Value;
    }

    private async Task<Result<IReadOnlyList<ProductLabel>>> LabelsAsync(IReadOnlyList<LabelWish> wishes, CancellationToken ct)
    {
        if (wishes.Sum(wish => wish.Pieces) > ProductRules.LabelsMax || wishes.Any(wish => wish.Pieces > ProductRules.LabelsOfOneMax)) return CatalogProblems.TooManyLabels();
        var snapshot = await snapshots.CurrentAsync(db, ct);
        var labels = new List<ProductLabel>();
        foreach (var wish in wishes)
        {
            if (wish.Pieces < 1) continue;
            if (snapshot.Find(wish.Product) is not { } product) return CatalogProblems.ProductNotFound(wish.Product);
            if (LabelWish.Check(product, wish.Code) is { } problem) return problem;
            labels.AddRange(Enumerable.Repeat(LabelWish.LabelOf(product, wish.Code), wish.Pieces));
        }

        return labels.Count == 0 ? CatalogProblems.NoLabels() : labels;
    }
}
