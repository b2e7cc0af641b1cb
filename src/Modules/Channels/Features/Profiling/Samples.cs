using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Channels.Domain.Importing.Sampling;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Profiling;

/// <summary>The beginnings of files that profiles are made from and tried on.</summary>
internal sealed class Samples(EntrepotDb db, IdBlocks ids, CurrentUser user, TimeProvider clock)
{
    /// <summary>Long enough to come back after a weekend.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>Looks through the whole file as an import would, keeps its beginning, and forgets old ones.</summary>
    public async Task<Result<long>> AddAsync(IFormFile file, CancellationToken ct)
    {
        var spool = Path.GetTempFileName();
        try
        {
            await using (var stored = File.Create(spool)) await file.CopyToAsync(stored, ct);
            var looked = Look(spool, Path.GetFileName(file.FileName));
            return looked.Problem is { } problem ? problem : await AddAsync(looked.Value, ct);
        }
        finally
        {
            File.Delete(spool);
        }
    }

    public async Task<SampleFile?> FindAsync(long id, CancellationToken ct) =>
        await db.Set<SampleRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is { } row ? SampleFile.Look(row.Name, row.Content, row.Encoding) : null;

    public async Task<long> BytesAsync(long id, CancellationToken ct) => await db.Set<SampleRow>().Where(row => row.Id == id).Select(row => row.Bytes).SingleOrDefaultAsync(ct);

    private static Result<Looked> Look(string path, string name)
    {
        var found = SourceFile.In(path, name, isJson: false);
        if (found.Problem is { } unreadable) return unreadable;

        var source = found.Value[0];
        var scanned = EncodingScan.Run(source, "auto");
        if (scanned.Problem is { } problem) return problem;

        using var stream = source.Open();
        var start = new byte[SampleFile.ContentMax + 1];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (start.AsSpan(0, length).TrimStart(" \r\n\t\uFEFF"u8) is [(byte)'{' or (byte)'[', ..]) return ImportProblems.SampleNotRows();
        var encoding = scanned.Value.WebName switch { "utf-16" => "utf-16le", "utf-16BE" => "utf-16be", var other => other.ToLowerInvariant() };
        return new Looked(source.Name, SampleFile.Cut(start.AsSpan(0, length), encoding), source.Bytes, encoding);
    }

    private async Task<Result<long>> AddAsync(Looked looked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var oldest = now - KeptFor;
        var id = ids.Next();
        await using var unit = await db.BeginAsync(ct);
        await db.Set<SampleRow>().Where(row => row.AddedAt < oldest).ExecuteDeleteAsync(ct);
        db.Writes.Insert(new SampleRow
        {
            TenantId = db.Tenant,
            Id = id,
            Name = looked.Name,
            Content = looked.Content,
            Bytes = looked.Bytes,
            Encoding = looked.Encoding,
            AddedAt = now,
            AddedBy = user.Name,
        });
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : id;
    }

    private sealed record Looked(string Name, byte[] Content, long Bytes, string Encoding);
}
