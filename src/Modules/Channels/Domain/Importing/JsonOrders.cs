using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>Orders from JSON documents; each document is small enough to be held whole.</summary>
internal sealed class JsonOrders(IOrderReader reader) : IOrderSource
{
    /// <summary>A day of a busy shop; its tree takes a few times as much in memory.</summary>
    private const long DocumentBytesMax = 48L << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    private readonly List<SourceFile> files = [];

    public void Dispose() { }

    public Problem? Check(SourceFile source)
    {
        if (EncodingScan.Run(source, "utf-8").Problem is { } broken) return broken;
        var loaded = Load(source);
        if (loaded.Problem is { } problem) return problem;
        using var document = loaded.Value;
        if (reader.Find(document.RootElement).Problem is { } misfit) return misfit;
        files.Add(source);
        return null;
    }

    public Problem? CheckTogether() => null;

    public IReadOnlyList<string> MissingColumns => [];

    public IEnumerable<Delivery> Read(IImportWatch watch)
    {
        foreach (var file in files)
        {
            using var document = Load(file).Value;
            var ordinal = 0;
            foreach (var element in reader.Find(document.RootElement).Value) yield return Read(file, ++ordinal, element, watch);
            watch.FileDone();
        }
    }

    private Delivery Read(SourceFile file, int ordinal, JsonElement element, IImportWatch watch)
    {
        var read = reader.Read(element);
        if (read.Problem is { } problem)
        {
            watch.RowRead(null);
            var note = new RowNote(RowKind.Refused, file.Name, ordinal, "", problem.Field ?? "", problem.Message, "Correct the order at its source and import it again.", null);
            return new() { File = file.Name, Line = ordinal, Notes = [note] };
        }

        var order = read.Value;
        var amount = 0m;
        foreach (var line in order.Lines)
        {
            var exact = IsSane(line) ? LineAmount.Exact(line.Quantity, line.UnitPriceMicros) : 0;
            watch.RowRead(exact);
            amount += exact;
        }

        return new()
        {
            Order = order,
            Raw = element.GetRawText(),
            File = file.Name,
            Line = ordinal,
            GoodsRows = order.Lines.Count(line => !line.IsService),
            ServiceRows = order.Lines.Count(line => line.IsService),
            OrderAmount = amount,
        };
    }

    private static bool IsSane(Contracts.IncomingLine line) => Math.Abs(line.Quantity) <= OrderRules.QuantityMax && Math.Abs(line.UnitPriceMicros) <= OrderRules.PriceMicrosMax;

    private static Result<JsonDocument> Load(SourceFile source)
    {
        using var stream = source.Open();
        var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > DocumentBytesMax) return ImportProblems.JsonTooLarge(DocumentBytesMax);
        }

        try
        {
            var text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            return JsonDocument.Parse(text.Span is [0xEF, 0xBB, 0xBF, ..] ? text[3..] : text, Options);
        }
        catch (JsonException fault)
        {
            return ImportProblems.NotJson($"line {fault.LineNumber + 1}: {fault.Message}");
        }
    }
}
