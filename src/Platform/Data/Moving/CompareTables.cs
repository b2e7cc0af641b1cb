namespace Entrepot.Platform.Data.Moving;

/// <summary>How a table differs at the two ends of a move.</summary>
/// <param name="Rows">In the source.</param>
/// <param name="Changed">Rows of the source that the target lacks or has otherwise; empty where they were not asked for.</param>
/// <param name="Gone">Keys of rows that only the target has.</param>
/// <param name="Keys">The first of both, for people.</param>
/// <param name="Differing">How many both are.</param>
internal sealed record TableDifference(string Table, long Rows, Checksum Source, Checksum Target, IReadOnlyList<object?[]> Changed, IReadOnlyList<object?[]> Gone, IReadOnlyList<string> Keys, long Differing)
{
    public bool IsSame => Keys.Count == 0 && Source == Target;
}

/// <summary>Walks both ends of one table in the order of its key and compares row by row.</summary>
internal static class CompareTables
{
    public static async Task<TableDifference> RunAsync(Snapshot source, Snapshot target, MovedTable table, bool keepsRows, CancellationToken ct)
    {
        var hash = new RowHash();
        var (changed, gone, keys) = (new List<object?[]>(), new List<object?[]>(), new List<string>());
        var (rows, differing, sourceSum, targetSum) = (0L, 0L, default(Checksum), default(Checksum));
        await using var ours = source.RowsAsync(table, null, ct).GetAsyncEnumerator(ct);
        await using var theirs = target.RowsAsync(table, null, ct).GetAsyncEnumerator(ct);
        var (hasOurs, hasTheirs) = (await ours.MoveNextAsync(), await theirs.MoveNextAsync());
        while (hasOurs || hasTheirs)
        {
            var order = !hasTheirs ? -1 : !hasOurs ? 1 : table.Compare(ours.Current, theirs.Current);
            var (our, their) = (order <= 0 ? hash.Of(ours.Current) : default, order >= 0 ? hash.Of(theirs.Current) : default);
            if (order <= 0) (rows, sourceSum) = (rows + 1, sourceSum + our);
            if (order >= 0) targetSum += their;
            if (order > 0)
            {
                Note(theirs.Current);
                gone.Add(table.KeyOf(theirs.Current));
            }
            else if (order < 0 || our != their)
            {
                Note(ours.Current);
                if (keepsRows) changed.Add(ours.Current);
            }

            if (order <= 0) hasOurs = await ours.MoveNextAsync();
            if (order >= 0) hasTheirs = await theirs.MoveNextAsync();
        }

        return new(table.Name, rows, sourceSum, targetSum, changed, gone, keys, differing);

        void Note(object?[] row)
        {
            differing++;
            if (keys.Count < MovedTableReport.KeysMax) keys.Add(table.KeyText(row));
        }
    }
}
