using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// The labels on bins and racks, on a roll of 100 × 50 mm or on stickers: the code in type that is read from a ladder, and its
/// barcode. A rack's label says where its bins begin and end; nothing is scanned there.
/// </summary>
/// <param name="services">Fonts are megabytes that only a printed label needs.</param>
internal sealed class BinLabels(BinList list, WarehouseCodes codes, IServiceProvider services, TimeProvider clock)
{
    /// <summary>A roll of labels.</summary>
    private const int LabelsMax = 1_000;

    private static readonly int[] Dpis = [203, 300];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/warehouse/bins/labels", "/api/v1/warehouse/bins/labels" })
        {
            routes.MapGet(path + ".pdf", async (ListUrl url, BinLabels labels, CancellationToken ct) =>
                {
                    var printed = await labels.RunAsync(url, ct);
                    return printed.Problem is { } problem ? problem.ToHttp() : Results.File(printed.Value, "application/pdf");
                })
                .RequireAuthorization("warehouse.view")
                .WithSummary("Labels of the bins that the same query lists, in the order of their codes; sheet=A4 for stickers, of=racks for their racks");
            routes.MapGet(path + ".zpl", async (ListUrl url, BinLabels labels, CancellationToken ct) =>
                {
                    var printed = await labels.ZplAsync(url, ct);
                    return printed.Problem is { } problem ? problem.ToHttp() : Results.File(printed.Value, "application/zpl", "bins.zpl");
                })
                .RequireAuthorization("warehouse.view")
                .WithSummary("The same labels for a thermal printer; dpi=203 or 300");
        }
    }

    public async Task<Result<byte[]>> RunAsync(ListUrl url, CancellationToken ct)
    {
        var labels = await LabelsAsync(url, ct);
        if (labels.Problem is { } problem) return problem;
        return ShelfLabelPaper.Render(labels.Value, services.GetRequiredService<FontLibrary>(), clock.GetUtcNow().UtcDateTime, url["sheet"] == nameof(PaperSheet.A4) ? PaperSheet.A4 : PaperSheet.Label100x50);
    }

    private async Task<Result<byte[]>> ZplAsync(ListUrl url, CancellationToken ct)
    {
        var labels = await LabelsAsync(url, ct);
        if (labels.Problem is { } problem) return problem;
        var dpi = url.Whole("dpi") is { } asked && Dpis.Contains((int)asked) ? (int)asked : Dpis[0];
        return Encoding.UTF8.GetBytes(ShelfLabelPaper.RenderZpl(labels.Value, services.GetRequiredService<FontLibrary>(), PaperSheet.Label100x50, dpi));
    }

    private async Task<Result<IReadOnlyList<ShelfLabel>>> LabelsAsync(ListUrl url, CancellationToken ct)
    {
        var isRacks = url["of"] == "racks";
        var bins = list.Filter(url, await codes.AllAsync(ct));
        var found = await bins.OrderBy(bin => bin.WarehouseId).ThenBy(bin => bin.Code).Select(bin => new { bin.WarehouseId, bin.Code }).Take(isRacks ? int.MaxValue : LabelsMax + 1).ToListAsync(ct);
        IReadOnlyList<ShelfLabel> labels = isRacks
            ? [.. found.GroupBy(bin => (bin.WarehouseId, Rack: RackOf(bin.Code))).Select(rack => new ShelfLabel { Title = rack.Key.Rack, Code = "", Note = $"{rack.First().Code} – {rack.Last().Code}" })]
            : [.. found.Select(bin => new ShelfLabel { Title = bin.Code, Code = bin.Code })];
        if (labels.Count == 0) return WarehouseProblems.NoBinToPrint();
        return labels.Count > LabelsMax ? WarehouseProblems.TooManyLabels(LabelsMax) : new Result<IReadOnlyList<ShelfLabel>>(labels);
    }

    /// <summary>A bin is zone, row, rack and place; its rack is all but the place.</summary>
    private static string RackOf(string bin) => bin.LastIndexOf('-') is > 0 and var last ? bin[..last] : bin;
}
