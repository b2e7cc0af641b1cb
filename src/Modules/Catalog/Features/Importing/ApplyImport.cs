using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Catalog.Features.Importing;

/// <summary>
/// Takes an accepted file over, some hundred rows in each unit of work: others of the company write in between, and after a
/// crash it goes on where it was. Rows that stand as the file says already change nothing.
/// </summary>
internal sealed class ApplyImport(EntrepotDb db, EditCatalog editing, ReadImport read, WorkQueue queue, WorkClock clock, CurrentUser user) : IWorkHandler
{
    public const string WorkKind = "catalog.apply_import";

    /// <summary>About half a second of writing, so that nobody else of the company waits longer.</summary>
    private const int RowsAtOnce = 500;

    public string Kind => WorkKind;

    public static void Ask(WorkQueue queue, long import) => queue.Add(WorkKind, import.ToString(CultureInfo.InvariantCulture), import);

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        foreach (var item in items)
        {
            var id = item.Read<long>();
            if (await db.Set<ProductImport>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { State: ProductImportState.Accepted } import) continue;

            // What is changed is whoever accepted it's doing, and the history says so.
            var (tenant, worker) = (user.Tenant, user.Name);
            user.BecomeSystem(tenant, import.DecidedBy);
            await TakeAsync(import, ct);
            user.BecomeSystem(tenant, worker);
        }
    }

    private async Task TakeAsync(ProductImport import, CancellationToken ct)
    {
        var rows = (await read.ProposeAsync(ReadImport.FileOf(import), ct)).Skip((int)import.DoneRows).Take(RowsAtOnce).ToList();
        List<ImportedProduct> due = [.. rows.Where(row => row.Fate is RowFate.New or RowFate.Changed).Select(row => row.Product).OfType<ImportedProduct>()];
        var put = await editing.PutAsync(due, ct);
        for (var i = 0; i < put.Count; i++)
        {
            if (put[i].Problem is not null) { import.RefusedRows++; continue; }
            Count(import, put[i].Value);
            Tell(due[i], put[i].Value, import.DecidedBy);
        }

        import.RefusedRows += rows.Count(row => row.Fate == RowFate.Faulty);
        import.DoneRows += rows.Count;
        if (import.DoneRows < import.Rows && rows.Count > 0) Ask(queue, import.Id);
        else (import.State, import.EndedAt) = (ProductImportState.Done, clock.Now);
    }

    private static void Count(ProductImport import, ProductPut put)
    {
        if (put.IsNew) import.AddedRows++;
        else if (put.Changed != ProductAspects.None) import.ChangedRows++;
    }

    /// <summary>Orders that waited for a fact, or for a code that nobody knew, run again.</summary>
    private void Tell(ImportedProduct imported, ProductPut put, string by)
    {
        var product = imported.Product;
        if (put.IsNew) queue.Publish(product.Sku, new ProductCorrected(put.Id, product.Sku, ProductAspects.Barcodes, [product.Sku, .. imported.Barcodes], by));
        else if (put.Changed is not (ProductAspects.None or ProductAspects.Cost)) queue.Publish(product.Sku, new ProductCorrected(put.Id, product.Sku, put.Changed, imported.Barcodes, by));
    }
}
