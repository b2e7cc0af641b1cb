using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing.Data;
using Entrepot.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>The company's own numbers follow each other: none is missing but those that were left out on purpose, and none was given twice.</summary>
internal sealed class NumbersHaveNoGaps(EntrepotDb db, IEnumerable<IIssuedNumbers> issued) : IVerification
{
    public string Name => "Documents' own numbers have no gaps";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var patterns = await db.Set<NumberPatternRow>().ToListAsync(ct);
        var counters = await db.Set<NumberCounterRow>().ToListAsync(ct);
        var (examined, wrong) = (0L, new List<string>());
        foreach (var source in issued)
        {
            var own = patterns.Where(row => row.Document == source.Document).ToList();
            if (own.Count == 0) continue;

            var numbers = await source.AllAsync(ct);
            examined += numbers.Count;
            var given = Given(own, numbers);
            foreach (var counter in counters.Where(counter => counter.Document == source.Document))
                Check(counter, given.GetValueOrDefault(counter.Year, []), Skipped(own, counter.Year), wrong);
        }

        return new(Name, examined, [.. wrong.Take(VerificationResult.WrongMax)], wrong.Count);
    }

    /// <summary>By year, how often each count was given. A document that was made before there was a pattern has another number and is passed over.</summary>
    private static Dictionary<int, Dictionary<long, int>> Given(List<NumberPatternRow> rows, IReadOnlyList<string> numbers)
    {
        var patterns = rows.Select(row => row.Pattern).Distinct().Select(text => NumberPattern.Parse(text).Value).ToList();
        var given = new Dictionary<int, Dictionary<long, int>>();
        foreach (var number in numbers)
        {
            if (patterns.Select(pattern => pattern.Read(number)).FirstOrDefault(read => read is not null) is not { } read) continue;
            if (!given.TryGetValue(read.Year, out var counts)) given[read.Year] = counts = [];
            counts[read.Count] = counts.GetValueOrDefault(read.Count) + 1;
        }

        return given;
    }

    private static List<(long From, long To)> Skipped(List<NumberPatternRow> rows, int year) =>
        [.. rows.Where(row => row.SkippedFrom is not null && NumberSeries.YearOf(NumberPattern.Parse(row.Pattern).Value, row.ValidFrom) == year).Select(row => (row.SkippedFrom ?? 0, row.SkippedTo ?? 0))];

    private static void Check(NumberCounterRow counter, Dictionary<long, int> given, List<(long From, long To)> skipped, List<string> wrong)
    {
        var of = counter.Year == 0 ? Spoken.Of(counter.Document.ToString()) : FormattableString.Invariant($"{Spoken.Of(counter.Document.ToString())} of {counter.Year}");
        for (var count = 1L; count < counter.NextCount; count++)
        {
            // A company that set its first count before such leaps were recorded began with it.
            if (given.ContainsKey(count) || skipped.Exists(range => range.From <= count && count <= range.To) || (given.Count > 0 && count < given.Keys.Min() && skipped.Count == 0)) continue;
            wrong.Add(FormattableString.Invariant($"{of}: number {count} was given and no document has it"));
        }

        foreach (var (count, times) in given)
        {
            if (times > 1) wrong.Add(FormattableString.Invariant($"{of}: number {count} was given {times} times"));
            if (count >= counter.NextCount) wrong.Add(FormattableString.Invariant($"{of}: number {count} stands on a document and was not given yet"));
        }
    }
}
