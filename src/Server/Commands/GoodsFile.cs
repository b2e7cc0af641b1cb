using System.CommandLine;
using CsvHelper;

namespace Entrepot.Server.Commands;

/// <summary>A CSV file with a header, read row by row; its columns are found by name in any case and order.</summary>
internal sealed class GoodsFile(CsvReader reader, Dictionary<string, int> columns) : IDisposable
{
    public static Option<bool> JsonLines() => new("--json-lines") { Description = "Print one JSON object per row, for scripts." };

    /// <summary>Null with what is wrong where the file cannot be read or lacks the column.</summary>
    public static GoodsFile? Open(string path, string needed, out string fault)
    {
        fault = $"There is no file {path}.";
        if (!File.Exists(path)) return null;

        var reader = CsvReader.Create(File.OpenRead(path), new CsvReaderOptions { Separator = ',', OnMalformedRecord = _ => { } }, false);
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < reader.Headers.Count; i++) columns.TryAdd(reader.Headers[i].Trim().TrimStart('\uFEFF'), i);
        fault = $"{path} has no column '{needed}', but {string.Join(", ", columns.Keys)}. Name the column in the first line.";
        if (columns.ContainsKey(needed)) return new(reader, columns);
        reader.Dispose();
        return null;
    }

    /// <summary>Each row as a function from a column's name to its text; empty where there is none.</summary>
    public IEnumerable<Func<string, string>> Read()
    {
        while (reader.Read()) yield return name => columns.TryGetValue(name, out var at) && at < reader.FieldCount ? reader.GetString(at).Trim() : "";
    }

    public void Dispose() => reader.Dispose();
}
