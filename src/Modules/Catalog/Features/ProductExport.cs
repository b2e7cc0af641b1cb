using CsvHelper;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features;

/// <summary>
/// What the product list shows, as CSV or as a workbook, in the columns that an import reads: sent back unchanged it changes
/// nothing. Numbers are written as text in a workbook, for a spreadsheet shortens a barcode that it takes for a number.
/// </summary>
internal sealed class ProductExport(EntrepotDb db, CatalogSnapshots snapshots)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/products/export.csv", async (ListUrl url, ProductExport export, CancellationToken ct) =>
            {
                var rows = await export.RowsAsync(url, ct); // Before the answer begins: a failure is then still told.
                return Results.Stream(body => WriteAsync(rows, body, ct), "text/csv; charset=utf-8", "products.csv");
            })
            .RequireAuthorization("catalog.view");
        routes.MapGet("/products/export.xlsx", async (ListUrl url, HttpContext http, ProductExport export, CancellationToken ct) =>
            {
                var rows = await export.RowsAsync(url, ct);
                return SheetWriter.Answer(http, "products.xlsx", body => WriteSheetAsync(rows, body, ct));
            })
            .RequireAuthorization("catalog.view");
    }

    public async Task<IReadOnlyList<string[]>> RowsAsync(ListUrl url, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        return Rows(snapshot, ProductPages.Filter(snapshot, url));
    }

    /// <summary>The headings first.</summary>
    public static IReadOnlyList<string[]> Rows(CatalogSnapshot snapshot, IEnumerable<Product> products) => [Titles(), .. products.Select(product => Cells(product, snapshot.BarcodesOf(product)))];

    public static async Task WriteAsync(IReadOnlyList<string[]> rows, Stream body, CancellationToken ct)
    {
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var row in rows)
        {
            foreach (var cell in row) csv.WriteField(cell);
            await csv.EndRecordAsync(ct);
        }
    }

    public static async Task WriteSheetAsync(IReadOnlyList<string[]> rows, Stream body, CancellationToken ct)
    {
        await using var sheet = await SheetWriter.BeginAsync(body, "Products", ct);
        foreach (var row in rows) await sheet.RowAsync(row, ct);
    }

    private static string[] Titles() => [.. ProductColumns.All.Select(column => column.Title)];

    private static string[] Cells(Product product, IReadOnlyList<string> barcodes) =>
        [.. ProductColumns.All.Select(column => SpreadsheetText.Harmless(SpreadsheetText.Clean(column.Write(product, barcodes))))];
}
