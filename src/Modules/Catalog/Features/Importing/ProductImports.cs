using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Catalog.Features.Importing;

/// <summary>Takes files of products in, shows what they would change, and has them taken over once somebody has accepted that.</summary>
internal sealed class ProductImports(EntrepotDb db, ReadImport read, IdBlocks ids, WorkQueue queue, WorkClock clock, CurrentUser user)
{
    /// <summary>Long enough to ask what a file has changed at the end of a quarter.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(92);

    private const int NameMax = 200;
    private const int ListedMax = 50;

    /// <summary>Stores a file that can be read; nothing of the catalogue is changed.</summary>
    /// <returns>The import's id.</returns>
    public async Task<Result<long>> ProposeAsync(string name, byte[] content, CancellationToken ct)
    {
        var file = ProductFile.Read(content);
        if (file.Problem is { } problem) return problem;
        if (file.Value.Rows.Count == 0) return CatalogProblems.FileEmpty();

        var now = clock.Now;
        var import = new ProductImport
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            Name = NameOf(name),
            Content = ReadImport.Pack(content),
            State = ProductImportState.Proposed,
            Rows = file.Value.Rows.Count,
            RequestedBy = user.Name,
            RequestedAt = now,
            DecidedBy = "",
        };
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Execute(CatalogSql.ForgetImports, false, db.Tenant.Value, Timestamps.ToStored(now - KeptFor));
        db.Writes.Insert(import);
        return (await unit.CommitAsync(ct)).Problem is { } refused ? refused : import.Id;
    }

    public async Task<ProductImportPageView?> FindAsync(long id, string? view, int page, CancellationToken ct)
    {
        if (await db.Set<ProductImport>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return null;

        var file = ReadImport.FileOf(import);
        return ProductImportPageView.Of(LineOf(import), file.Ignored, await read.ProposeAsync(file, ct), view, page);
    }

    public async Task<IReadOnlyList<ProductImportLine>> ListAsync(CancellationToken ct) =>
        [.. (await db.Set<ProductImport>().OrderByDescending(row => row.Id).Take(ListedMax).ToListAsync(ct)).Select(LineOf)];

    /// <summary>From the commit on it will be taken over, whatever happens to this process.</summary>
    public async Task<Result> AcceptAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<ProductImport>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return CatalogProblems.ImportNotFound(id);
        if (import.State != ProductImportState.Proposed) return CatalogProblems.ImportDecided();
        if ((await read.ProposeAsync(ReadImport.FileOf(import), ct)).All(row => row.Fate is RowFate.Same or RowFate.Faulty)) return CatalogProblems.NothingToAccept();

        (import.State, import.DecidedBy, import.DecidedAt) = (ProductImportState.Accepted, user.Name, clock.Now);
        ApplyImport.Ask(queue, id);
        CrashPoints.Pass(nameof(ProductImports), "before", "accept");
        return await unit.CommitAsync(ct);
    }

    public async Task<Result> DiscardAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<ProductImport>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return CatalogProblems.ImportNotFound(id);
        if (import.State != ProductImportState.Proposed) return CatalogProblems.ImportDecided();

        (import.State, import.DecidedBy, import.DecidedAt) = (ProductImportState.Discarded, user.Name, clock.Now);
        return await unit.CommitAsync(ct);
    }

    private static ProductImportLine LineOf(ProductImport import) => new(
        import.Id, import.Name, import.State, import.Rows, import.DoneRows, import.AddedRows, import.ChangedRows, import.RefusedRows, import.RequestedBy, import.RequestedAt, import.DecidedBy, import.DecidedAt);

    /// <summary>Without the folders that some browsers send, and without what no screen can show.</summary>
    private static string NameOf(string sent)
    {
        var name = new string([.. Path.GetFileName(sent.Replace('\\', '/')).Where(c => !char.IsControl(c))]);
        return name.Length > NameMax ? name[..NameMax] + "…" : name;
    }
}
