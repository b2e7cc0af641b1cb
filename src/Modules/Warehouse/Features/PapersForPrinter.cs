using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Printing.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>The customs papers of a fulfilment order for the printer at its packing table; they are awaited while they are being made.</summary>
internal sealed class PapersForPrinter(EntrepotDb db, IConsignments consignments, ICustomsPapers papers) : IPrintSource
{
    public string Document => PrintDocuments.Papers;

    public async Task<Result<byte[]?>> RenderAsync(string reference, PrintTarget target, CancellationToken ct)
    {
        if (target.Language == PrinterLanguage.Zpl) return WarehouseProblems.PapersNeedPaper();

        var id = new FulfilmentOrderId(long.Parse(reference, CultureInfo.InvariantCulture));
        if (await db.Set<FulfilmentOrder>().Where(order => order.Id == id).Select(order => (ConsignmentId?)order.ConsignmentId).SingleOrDefaultAsync(ct) is not { } consignment)
            return WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id));
        if ((await consignments.MissingPapersAsync([consignment], ct)).Count > 0) return new Result<byte[]?>((byte[]?)null);

        var printed = await papers.PrintAsync([consignment], ct);
        return printed.Problem is { } problem ? problem : printed.Value;
    }
}

/// <summary>The pick list of a wave for a printer on paper.</summary>
internal sealed class PickListForPrinter(PickListPrint lists) : IPrintSource
{
    public string Document => PrintDocuments.PickList;

    public async Task<Result<byte[]?>> RenderAsync(string reference, PrintTarget target, CancellationToken ct)
    {
        if (target.Language == PrinterLanguage.Zpl) return WarehouseProblems.PapersNeedPaper();

        var list = await lists.OfWaveAsync(new(long.Parse(reference, CultureInfo.InvariantCulture)), ct);
        return list.Problem is { } problem ? problem : list.Value;
    }
}
