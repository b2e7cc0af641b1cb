using Entrepot.Kernel;
using Entrepot.Platform.Documents;
using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Warehouse.Features;

/// <summary>The labels on the racks, 100 × 50 mm: the code in type that is read from a ladder, and its barcode.</summary>
/// <param name="services">Fonts are megabytes that only a printed label needs.</param>
internal sealed class BinLabels(BinList list, WarehouseCodes codes, IServiceProvider services, TimeProvider clock)
{
    /// <summary>A roll of labels.</summary>
    private const int LabelsMax = 1_000;

    private const double WidthMillimetres = 100;
    private const double HeightMillimetres = 50;
    private const double Margin = 4;
    private const double CodeMillimetres = 18;

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/warehouse/bins/labels.pdf", "/api/v1/warehouse/bins/labels.pdf" })
            routes.MapGet(path, async (ListUrl url, BinLabels labels, CancellationToken ct) =>
                {
                    var printed = await labels.RunAsync(url, ct);
                    return printed.Problem is { } problem ? problem.ToHttp() : Results.File(printed.Value, "application/pdf");
                })
                .RequireAuthorization("warehouse.view")
                .WithSummary("Rack labels of the bins that the same query lists, in the order of their codes");
    }

    public async Task<Result<byte[]>> RunAsync(ListUrl url, CancellationToken ct)
    {
        var bins = list.Filter(url, await codes.AllAsync(ct));
        var found = await bins.OrderBy(bin => bin.WarehouseId).ThenBy(bin => bin.Code).Select(bin => bin.Code).Take(LabelsMax + 1).ToListAsync(ct);
        if (found.Count == 0) return WarehouseProblems.NoBinToPrint();
        if (found.Count > LabelsMax) return WarehouseProblems.TooManyLabels(LabelsMax);

        var document = new PdfDocument(services.GetRequiredService<FontLibrary>(), new(found.Count == 1 ? found[0] : $"{found[0]} – {found[^1]}", clock.GetUtcNow().UtcDateTime));
        foreach (var code in found) Draw(document.AddPage(WidthMillimetres, HeightMillimetres), code);
        return document.ToBytes();
    }

    private static void Draw(PdfPage page, string code)
    {
        var (text, bars) = page.Sheet.Inset(Margin).CutTop(CodeMillimetres);
        page.Text(code, text, new(40) { Bold = true, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
        page.Bars(Code128.Encode(code), bars);
    }
}
