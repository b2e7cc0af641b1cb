using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Orders from rows. Two passes: the first checks each file whole and learns which orders are scattered; the second
/// hands out each order as soon as its last row has gone by. Memory holds one order, not the file.
/// </summary>
internal sealed class CsvOrders : IOrderSource
{
    /// <summary>Rows of an order that is too long are turned away in pieces of this many.</summary>
    private const int RefusedTogether = 1_000;

    private readonly MappingProfile profile;
    private readonly RowMapper mapper;
    private readonly OrderAssembler assembler;
    private readonly KeyRuns runs;
    private readonly List<CsvFile> files = [];
    private ulong[] scattered = [];

    public CsvOrders(MappingProfile profile, KeyRuns? runs = null)
    {
        this.profile = profile;
        this.runs = runs ?? new();
        mapper = new(profile);
        assembler = new(profile, mapper);
    }

    public IReadOnlyList<string> MissingColumns => [.. files.SelectMany(file => file.Missing).Distinct()];

    public void Dispose() => runs.Dispose();

    public Problem? Check(SourceFile source)
    {
        runs.BeginFile();
        var opened = CsvFile.Check(source, profile, runs.Add);
        if (opened.Problem is { } problem) return problem;
        if (runs.IsFull) return ImportProblems.TooManyOrders(KeyRuns.RunsMax);
        files.Add(opened.Value);
        return null;
    }

    public Problem? CheckTogether()
    {
        if (runs.Scattered() is not { } found) return ImportProblems.TooScattered(runs.ScatteredMax);
        scattered = found;
        return null;
    }

    public IEnumerable<Delivery> Read(IImportWatch watch)
    {
        using var aside = new ScatteredRows(mapper);
        foreach (var file in files)
        {
            foreach (var delivery in Read(file, aside, watch)) yield return delivery;
            watch.FileDone();
        }

        foreach (var rows in aside.Orders())
            yield return rows.Count > OrderRules.LinesMax ? OrderAssembler.Refuse(rows, TooLong()) : assembler.Assemble(rows);
    }

    private IEnumerable<Delivery> Read(CsvFile file, ScatteredRows aside, IImportWatch watch)
    {
        var open = new List<MappedRow>();
        var tooLong = "";
        using var reader = file.Read(profile);
        while (reader.Read())
        {
            var row = mapper.Read(file, reader);
            watch.RowRead(row.Amount);
            if (row.Number.Length > 0 && IsScattered(row.Number))
            {
                aside.Add(row);
                continue;
            }

            var current = open.Count > 0 ? open[0].Number : tooLong;
            if (row.Number != current || row.Number.Length == 0)
            {
                if (open.Count > 0) yield return Close(open, tooLong);
                open = [];
                tooLong = "";
            }

            open.Add(row);
            if (open.Count <= (tooLong.Length > 0 ? RefusedTogether : OrderRules.LinesMax)) continue;
            tooLong = row.Number;
            yield return OrderAssembler.Refuse(open, TooLong());
            open = [];
        }

        if (open.Count > 0) yield return Close(open, tooLong);
    }

    private bool IsScattered(string number) => scattered.Length > 0 && Array.BinarySearch(scattered, KeyRuns.Hash(number)) >= 0;

    private Delivery Close(List<MappedRow> open, string tooLong) =>
        tooLong.Length > 0 ? OrderAssembler.Refuse(open, TooLong()) : assembler.Assemble(open);

    private RowFault TooLong() => new(profile.Columns.GetValueOrDefault(RowField.Number, ""),
        $"The order has more than {OrderRules.LinesMax} rows.", "Check the column of the order number, or split the order at the source.");
}
