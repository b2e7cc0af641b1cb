using System.Text.Json.Serialization;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>What a company may number in its own way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NumberedDocument>))]
public enum NumberedDocument { CommercialInvoice, PackingList, Statement }

/// <summary>
/// The company's own numbers of documents, one after another. A number is taken in the unit of work that makes the document, and
/// a unit of work is alone of its company: so there are no gaps, and what is taken back keeps its number for ever.
/// </summary>
public sealed class DocumentNumbers(EntrepotDb db)
{
    private (Guid Unit, NumberSeries Series)? open;

    /// <summary>The series of the open unit of work; numbers that it gives are counted at the commit.</summary>
    public async Task<NumberSeries> OpenAsync(CancellationToken ct)
    {
        var unit = db.Database.CurrentTransaction?.TransactionId ?? throw new InvalidOperationException("Numbers are taken in a unit of work.");
        if (open is { } known && known.Unit == unit) return known.Series;

        var series = await ReadAsync(ct);
        open = (unit, series);
        return series;
    }

    /// <summary>For showing: what would be next.</summary>
    internal async Task<NumberSeries> ReadAsync(CancellationToken ct)
    {
        // A company has a handful of patterns in its life, and a counter a year and document.
        var patterns = await db.Set<NumberPatternRow>().OrderBy(row => row.ValidFrom).ThenBy(row => row.AddedAt).ToListAsync(ct);
        var counters = patterns.Count == 0 ? [] : await db.Set<NumberCounterRow>().ToListAsync(ct);
        return new(db, patterns, counters.ToDictionary(row => (row.Document, row.Year), row => row.NextCount));
    }
}

/// <summary>The numbers of one unit of work.</summary>
public sealed class NumberSeries
{
    private readonly EntrepotDb db;
    private readonly List<(NumberedDocument Document, DateOnly From, NumberPattern Pattern)> patterns;
    private readonly Dictionary<(NumberedDocument Document, int Year), long> counters;

    internal NumberSeries(EntrepotDb db, IReadOnlyList<NumberPatternRow> rows, Dictionary<(NumberedDocument Document, int Year), long> counters)
    {
        (this.db, this.counters) = (db, counters);
        patterns = [.. rows.Select(row => (row.Document, row.ValidFrom, NumberPattern.Parse(row.Pattern).Value))];
    }

    /// <summary>The next number; null where the company has no pattern for it on that day, and the document keeps its usual one.</summary>
    public string? Next(NumberedDocument document, DateOnly on)
    {
        if (PatternOf(document, on) is not { } pattern) return null;

        var year = YearOf(pattern, on);
        var count = CountOf(document, year);
        Set(document, year, count + 1);
        return pattern.Fill(on.Year, count);
    }

    /// <summary>What would be next, without taking it.</summary>
    public string? Preview(NumberedDocument document, DateOnly on) =>
        PatternOf(document, on) is { } pattern ? pattern.Fill(on.Year, CountOf(document, YearOf(pattern, on))) : null;

    internal long CountOf(NumberedDocument document, int year) => counters.GetValueOrDefault((document, year), 1);

    internal void Set(NumberedDocument document, int year, long next)
    {
        counters[(document, year)] = next;
        db.Writes.Execute(NumberSql.Count, false, db.Tenant.Value, document.ToString(), year, next);
    }

    /// <summary>Counters without a year in the pattern are kept under zero.</summary>
    internal static int YearOf(NumberPattern pattern, DateOnly on) => pattern.HasYear ? on.Year : 0;

    private NumberPattern? PatternOf(NumberedDocument document, DateOnly on)
    {
        NumberPattern? found = null;
        foreach (var (kind, from, pattern) in patterns)
            if (kind == document && from <= on) found = pattern;
        return found;
    }
}
