using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Catalog.Features.Importing;

/// <summary>A file of products that was sent.</summary>
public sealed record ProductImportLine(
    long Id, string Name, ProductImportState State, long Rows, long DoneRows, long AddedRows, long ChangedRows, long RefusedRows,
    string RequestedBy, DateTime RequestedAt, string DecidedBy, DateTime? DecidedAt)
{
    public StatusWord Word => State switch
    {
        ProductImportState.Proposed => new(Tone.Warn, "To be decided"),
        ProductImportState.Accepted => new(Tone.Run, "Being taken over"),
        ProductImportState.Done => new(Tone.Go, "Taken over"),
        _ => new(Tone.Rest, "Discarded|import"),
    };
}

/// <summary>A field of a row: what is wrong with it, or what it becomes.</summary>
/// <param name="Field">The file's heading for a fault, the page's word for a change.</param>
public sealed record ProductImportCell(int Line, string Sku, string Field, string Before, string After, Problem? Problem);

/// <summary>What a file would change, or has changed, and what is wrong with it.</summary>
/// <param name="Ignored">Headings that nobody here knows.</param>
public sealed record ProductImportPageView(
    ListUrl Url, ProductImportLine Import, IReadOnlyList<string> Ignored, long New, long Changed, long Same, long Faulty,
    IReadOnlyList<ProductImportCell> Cells, long Total)
{
    public const int PageSize = 100;

    public bool CanAccept => Import.State == ProductImportState.Proposed && New + Changed > 0;

    internal static ProductImportPageView Of(ProductImportLine import, IReadOnlyList<string> ignored, IReadOnlyList<ProposedRow> rows, string? view, int page)
    {
        var faulty = rows.Count(row => row.Fate == RowFate.Faulty);
        var shown = view ?? (faulty > 0 ? "faults" : "changes");
        List<ProductImportCell> cells = [.. rows.OrderBy(row => row.Line).SelectMany(row => CellsOf(row, shown))];
        var url = new ListUrl($"/products/imports/{import.Id}", view is null ? [] : [new("view", view)]).AtPage(page);
        return new(
            url, import, ignored, rows.Count(row => row.Fate == RowFate.New), rows.Count(row => row.Fate == RowFate.Changed), rows.Count(row => row.Fate == RowFate.Same), faulty,
            [.. cells.Skip((page - 1) * PageSize).Take(PageSize)], cells.Count);
    }

    private static IEnumerable<ProductImportCell> CellsOf(ProposedRow row, string view) => view switch
    {
        "new" when row is { Fate: RowFate.New, Product.Product: { } product } => [new(row.Line, row.Sku, "Name", "", product.Name, null)],
        "changes" => row.Changes.Select(change => new ProductImportCell(row.Line, row.Sku, change.Field, change.Before, change.After, null)),
        "faults" => row.Problems.Select(problem => new ProductImportCell(row.Line, row.Sku, problem.Field ?? "", "", "", problem)),
        _ => [],
    };
}
