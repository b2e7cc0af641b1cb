using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Rows of orders that do not stand together, set aside on disk until all files are read. They are dealt into buckets
/// by their order's number, so that one bucket at a time fits the memory however many rows there are.
/// </summary>
internal sealed class ScatteredRows(RowMapper mapper) : IDisposable
{
    /// <summary>A hundred million scattered rows make buckets of 400,000.</summary>
    private const int Buckets = 256;

    private readonly BinaryWriter?[] writers = new BinaryWriter?[Buckets];
    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-import-").FullName;

    public void Add(MappedRow row)
    {
        var bucket = (int)(KeyRuns.Hash(row.Number) % Buckets);
        var writer = writers[bucket] ??= new(new FileStream(PathOf(bucket), FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096));
        writer.Write(row.File);
        writer.Write(row.Line);
        foreach (var text in row.Texts) writer.Write(text);
        writer.Write(row.Raw);
        writer.Write(row.Fault is not null);
        if (row.Fault is not { } fault) return;
        writer.Write(fault.Field);
        writer.Write(SentenceJson.ToText(fault.Why));
        writer.Write(SentenceJson.ToText(fault.WhatToDo));
    }

    /// <summary>The orders, each with all its rows in the order in which they were read.</summary>
    public IEnumerable<List<MappedRow>> Orders()
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (writers[bucket] is not { } writer) continue;
            writer.Dispose();
            var orders = new Dictionary<string, List<MappedRow>>(StringComparer.Ordinal);
            foreach (var row in Read(bucket))
            {
                if (!orders.TryGetValue(row.Number, out var rows)) orders[row.Number] = rows = [];
                rows.Add(row);
            }

            foreach (var order in orders.Values) yield return order;
        }
    }

    public void Dispose()
    {
        foreach (var writer in writers) writer?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private IEnumerable<MappedRow> Read(int bucket)
    {
        using var reader = new BinaryReader(File.OpenRead(PathOf(bucket)));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var (file, line) = (reader.ReadString(), reader.ReadInt64());
            var texts = new string[Enum.GetValues<RowField>().Length];
            for (var i = 0; i < texts.Length; i++) texts[i] = reader.ReadString();
            var raw = reader.ReadString();
            var fault = reader.ReadBoolean() ? new RowFault(reader.ReadString(), SentenceJson.FromText(reader.ReadString()), SentenceJson.FromText(reader.ReadString())) : null;
            yield return mapper.Read(file, line, texts, raw, fault);
        }
    }

    private string PathOf(int bucket) => Path.Combine(folder, $"{bucket}.rows");
}
