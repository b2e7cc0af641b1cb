using System.Globalization;
using System.IO.Compression;
using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Files that wait for their import lie in the database, in packed parts: any process, on any machine, can import what another took in.</summary>
internal sealed class UploadedFiles(EntrepotDb db, TimeProvider clock, IConfiguration configuration)
{
    private const int PartBytes = 1 << 20;

    /// <summary>Parts stored in one go; others of the company may write in between.</summary>
    private const int PartsAtOnce = 4;

    private const string Ending = ".upload";

    /// <summary>Longer than any import takes: what is older lies there because its process was killed.</summary>
    public static readonly TimeSpan LeftBehindAfter = TimeSpan.FromDays(2);

    private DirectoryInfo Folder => Directory.CreateDirectory(Path.Combine(configuration["Entrepot:Data"] ?? Path.GetTempPath(), "imports"));

    /// <summary>Stores a file in several units of work. Without an import's row in the end it is forgotten after <see cref="LeftBehindAfter"/>.</summary>
    public async Task<Result> StoreAsync(long import, Stream file, CancellationToken ct)
    {
        var number = 0;
        for (var isMore = true; isMore;)
        {
            var parts = new List<ImportPartRow>();
            while (isMore && parts.Count < PartsAtOnce)
            {
                var content = new byte[PartBytes];
                var read = await file.ReadAtLeastAsync(content, PartBytes, throwOnEndOfStream: false, ct);
                isMore = read == PartBytes;
                if (read > 0) parts.Add(new() { TenantId = db.Tenant, ImportId = import, Number = number++, Bytes = read, Content = Pack(content.AsSpan(0, read)), StoredAt = clock.GetUtcNow().UtcDateTime });
            }

            await using var unit = await db.BeginAsync(ct);
            db.Writes.Insert<ImportPartRow>(parts);
            if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        }

        return Result.Ok;
    }

    /// <summary>Puts the file together in a folder of this machine, for those who read files.</summary>
    /// <param name="bytes">Its length when it was taken in.</param>
    /// <returns>Its path; the caller deletes it.</returns>
    public async Task<string> LayDownAsync(long import, long bytes, CancellationToken ct)
    {
        var path = Path.Combine(Folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{import}-{Environment.ProcessId}{Ending}"));
        await using var file = File.Create(path);
        for (var number = 0; await PartAsync(import, number, ct) is { } part; number++)
        {
            await using var unpacked = new BrotliStream(new MemoryStream(part), CompressionMode.Decompress);
            await unpacked.CopyToAsync(file, ct);
        }

        return file.Length == bytes ? path : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The upload of import {import} has {file.Length} bytes of {bytes}. Upload the file again."));
    }

    /// <summary>In the open unit of work.</summary>
    public void Forget(long import) => db.Writes.Execute(ImportSql.ForgetParts, false, db.Tenant.Value, import);

    /// <summary>In the open unit of work: parts whose upload was broken off.</summary>
    public void ForgetLeftBehind() => db.Writes.Execute(ImportSql.ForgetLeftBehind, false, db.Tenant.Value, Timestamps.ToStored(clock.GetUtcNow().UtcDateTime - LeftBehindAfter));

    /// <summary>Files that a killed process of this machine has put together.</summary>
    public void Sweep()
    {
        var before = clock.GetUtcNow().UtcDateTime - LeftBehindAfter;
        foreach (var file in Folder.EnumerateFiles($"*-*{Ending}").Where(file => file.LastWriteTimeUtc < before)) file.Delete();
    }

    private Task<byte[]?> PartAsync(long import, int number, CancellationToken ct) =>
        db.Set<ImportPartRow>().Where(row => row.ImportId == import && row.Number == number).Select(row => row.Content).SingleOrDefaultAsync(ct);

    private static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(content);
        return packed.ToArray();
    }
}
