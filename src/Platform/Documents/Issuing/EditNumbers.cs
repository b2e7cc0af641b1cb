using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>A pattern to number by from a day on.</summary>
/// <param name="Start">The count to go on with in that day's year; null for the next one. Only upwards: a number is never given twice.</param>
public sealed record NewNumberPattern(NumberedDocument Document, string Pattern, DateOnly ValidFrom, long? Start, string Reason);

/// <summary>How one kind of document is numbered.</summary>
/// <param name="Next">What the next one of today gets; null where it has its usual number.</param>
public sealed record NumberedBy(NumberedDocument Document, string? Next, IReadOnlyList<DatedPattern> Patterns);

public sealed record DatedPattern(string Pattern, DateOnly ValidFrom, string AddedBy, string Reason);

/// <summary>The company's own ways of numbering.</summary>
public sealed class EditNumbers(EntrepotDb db, DocumentNumbers numbers, IdBlocks ids, ChangeLog log, CurrentUser user, TimeProvider clock)
{
    /// <summary>Under which the log keeps changes.</summary>
    public const string Subject = "numbering";

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public async Task<IReadOnlyList<NumberedBy>> ListAsync(CancellationToken ct)
    {
        var series = await numbers.ReadAsync(ct);
        var patterns = (await db.Set<NumberPatternRow>().OrderByDescending(row => row.ValidFrom).ThenByDescending(row => row.AddedAt).ToListAsync(ct)).ToLookup(row => row.Document);
        return [.. Enum.GetValues<NumberedDocument>().Select(document => new NumberedBy(document, series.Preview(document, Today),
            [.. patterns[document].Select(row => new DatedPattern(row.Pattern, row.ValidFrom, row.AddedBy, row.Reason))]))];
    }

    /// <summary>The numbers that the first three documents would get, and nothing is kept.</summary>
    public async Task<Result<IReadOnlyList<string>>> PreviewAsync(NewNumberPattern wanted, CancellationToken ct)
    {
        var series = await numbers.ReadAsync(ct);
        var pattern = await CheckAsync(wanted, series, ct);
        if (pattern.Problem is { } problem) return problem;

        var first = wanted.Start ?? series.CountOf(wanted.Document, NumberSeries.YearOf(pattern.Value, wanted.ValidFrom));
        return new([.. Enumerable.Range(0, 3).Select(more => pattern.Value.Fill(wanted.ValidFrom.Year, first + more))]);
    }

    public async Task<Result> AddAsync(NewNumberPattern wanted, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var series = await numbers.OpenAsync(ct);
        var pattern = await CheckAsync(wanted, series, ct);
        if (pattern.Problem is { } problem) return problem;

        var now = clock.GetUtcNow().UtcDateTime;
        var before = (await db.Set<NumberPatternRow>().Where(row => row.Document == wanted.Document).OrderByDescending(row => row.ValidFrom).ThenByDescending(row => row.AddedAt).FirstOrDefaultAsync(ct))?.Pattern ?? "";
        var next = series.CountOf(wanted.Document, NumberSeries.YearOf(pattern.Value, wanted.ValidFrom));
        db.Add(new NumberPatternRow
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            Document = wanted.Document,
            Pattern = wanted.Pattern,
            ValidFrom = wanted.ValidFrom,
            AddedAt = now,
            AddedBy = user.Name,
            Reason = wanted.Reason,
            SkippedFrom = wanted.Start > next ? next : null,
            SkippedTo = wanted.Start > next ? wanted.Start - 1 : null,
        });
        if (wanted.Start is { } start) series.Set(wanted.Document, NumberSeries.YearOf(pattern.Value, wanted.ValidFrom), start);
        log.Add(Subject, wanted.Reason, new Change(Spoken.Of(wanted.Document.ToString()), before, wanted.Pattern));
        return await unit.CommitAsync(ct);
    }

    private async Task<Result<NumberPattern>> CheckAsync(NewNumberPattern wanted, NumberSeries series, CancellationToken ct)
    {
        var pattern = NumberPattern.Parse(wanted.Pattern);
        if (pattern.Problem is { } problem) return problem;
        if (wanted.Reason.Length == 0) return IssuingProblems.NoReason();
        if (wanted.ValidFrom < Today) return IssuingProblems.InThePast(Today);

        var others = await db.Set<NumberPatternRow>().Where(row => row.Document != wanted.Document).Select(row => row.Pattern).ToListAsync(ct);
        if (others.Find(other => NumberPattern.Parse(other).Value.Letters == pattern.Value.Letters) is { } taken) return IssuingProblems.PatternTaken(taken);

        var next = series.CountOf(wanted.Document, NumberSeries.YearOf(pattern.Value, wanted.ValidFrom));
        return wanted.Start < next ? IssuingProblems.StartsTooLow(next) : pattern;
    }
}
