using System.IO.Compression;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>One text inside what was handed over: a plain file, an unpacked <c>.gz</c>, or an entry of a <c>.zip</c>.</summary>
/// <param name="Name">For messages: the file's name, with the entry's name behind a slash.</param>
/// <param name="Bytes">Its share of the bytes on disk, for progress.</param>
/// <param name="Meter">Told what is read of it, as it lies on disk.</param>
internal sealed record SourceFile(string Name, long Bytes, ByteMeter Meter, Func<Stream> Open)
{
    /// <summary>Unpacked; a hundred times the largest daily file we have seen, and an end to decompression bombs.</summary>
    public const long UnpackedBytesMax = 16L << 30;

    /// <summary>A zip of a whole year, a file a day, with room.</summary>
    private const int ZipEntriesMax = 2_000;

    private static readonly string[] TextEndings = [".csv", ".tsv", ".txt"];
    private static readonly string[] JsonEndings = [".json"];

    /// <summary>The files behind the paths, folders unfolded and sorted by name so that a run can be repeated.</summary>
    public static Result<IReadOnlyList<string>> Unfold(IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path)) files.Add(path);
            else if (Directory.Exists(path)) files.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsImportable).Order(StringComparer.Ordinal));
            else return ImportProblems.FileNotFound(path);
        }

        return files.Count == 0 ? ImportProblems.NoFile() : files;
    }

    /// <summary>The texts in one file; what it is, is told by its first bytes, not by its name.</summary>
    public static Result<IReadOnlyList<SourceFile>> In(string path, string name, bool isJson)
    {
        try
        {
            var bytes = new FileInfo(path).Length;
            if (bytes == 0) return ImportProblems.Empty();
            Span<byte> head = stackalloc byte[4];
            using (var file = File.OpenRead(path)) head = head[..file.ReadAtLeast(head, 4, throwOnEndOfStream: false)];
            var meter = new ByteMeter();
            if (head is [0x1F, 0x8B, ..]) return new SourceFile[] { new(name, bytes, meter, () => Bounded(new WholeGzipStream(OpenRead(path, meter)))) };
            return head is [(byte)'P', (byte)'K', 3 or 5, ..] ? InZip(path, name, isJson ? JsonEndings : TextEndings)
                : new SourceFile[] { new(name, bytes, meter, () => Bounded(OpenRead(path, meter))) };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ImportProblems.FileUnreadable(fault.Message);
        }
    }

    private static Result<IReadOnlyList<SourceFile>> InZip(string path, string name, string[] endings)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.GetEntry("[Content_Types].xml") is not null) return ImportProblems.Workbook();
            var found = zip.Entries.Where(entry => entry.Length > 0 && endings.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase))
                .OrderBy(entry => entry.FullName, StringComparer.Ordinal).Take(ZipEntriesMax + 1).ToList();
            if (found.Count is 0 or > ZipEntriesMax) return ImportProblems.ZipWithoutFiles();
            return found.ConvertAll(entry => InZip(path, name, entry));
        }
        catch (InvalidDataException)
        {
            return ImportProblems.Truncated();
        }
    }

    private static SourceFile InZip(string path, string name, ZipArchiveEntry entry)
    {
        // What is read of an entry is known unpacked; its share of the bytes on disk grows evenly with it.
        var meter = new ByteMeter(entry.Length == 0 ? 1 : (double)entry.CompressedLength / entry.Length);
        var full = entry.FullName;
        return new($"{name}/{full}", entry.CompressedLength, meter, () =>
        {
            var zip = ZipFile.OpenRead(path);
            var packed = zip.GetEntry(full) ?? throw new InvalidDataException("The zip has changed since it was listed.");
            return new MeteredStream(new BoundedStream(packed.Open(), UnpackedBytesMax, packed.Length, zip), meter);
        });
    }

    private static MeteredStream OpenRead(string path, ByteMeter meter) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), meter);

    private static BoundedStream Bounded(Stream inner) => new(inner, UnpackedBytesMax, null, null);

    private static bool IsImportable(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return TextEndings.Concat(JsonEndings).Append(".zip").Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }
}
