using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Tax.Features;

/// <summary>Returns: what is due, what it says, and that it was filed. A filed return keeps its figures; what changes later is corrected in the next.</summary>
internal sealed class TaxReturns(EntrepotDb db, IdBlocks ids, IClosingRates closing, ChangeLog log, CurrentUser user, TimeProvider clock)
{
    public const string Subject = "tax-returns";

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Every period of every registration since its first day, latest first.</summary>
    public async Task<IReadOnlyList<TaxReturnLine>> ListAsync(CancellationToken ct)
    {
        var filed = (await db.Set<TaxReturnRow>().Select(row => new { row.RegistrationId, row.Period, row.FiledAt, row.FiledBy, row.Reference }).ToListAsync(ct))
            .ToDictionary(row => (row.RegistrationId, row.Period));
        var lines = new List<TaxReturnLine>();
        foreach (var registration in await db.Set<TaxRegistrationRow>().ToListAsync(ct))
        {
            foreach (var period in PeriodsOf(registration))
            {
                var row = filed.GetValueOrDefault((registration.Id, period.Name));
                lines.Add(new(EditRegistrations.Line(registration), period.Name, period.From, period.To, FormOf(registration, period).DueFor(period), row?.FiledAt, row?.FiledBy ?? "", row?.Reference ?? "", Today));
            }
        }

        return [.. lines.OrderByDescending(line => line.To).ThenBy(line => line.Registration.Kind).ThenBy(line => line.Registration.Country, StringComparer.Ordinal)];
    }

    /// <param name="entered">Boxes that a person enters; only while the return is open.</param>
    public async Task<Result<TaxReturnView>> FindAsync(long registration, string period, IReadOnlyDictionary<string, long> entered, CancellationToken ct)
    {
        var asked = await AskedAsync(registration, period, ct);
        if (asked.Problem is { } unknown) return unknown;

        var (row, span) = asked.Value;
        var form = FormOf(row, span);
        if (await FiledAsync(row.Id, span.Name, ct) is { } filed)
            return View(row, span, form, JsonSerializer.Deserialize<ReturnFigures>(filed.Figures, JsonSerializerOptions.Web)!, filed);

        var figures = await FiguresAsync(row, span, form, entered, ct);
        return figures.Problem is { } problem ? problem : View(row, span, form, figures.Value, null);
    }

    /// <summary>Keeps the return as it stands, and marks what it declares. The company's tax office gets it from a person.</summary>
    public async Task<Result> FileAsync(long registration, string period, string reference, IReadOnlyDictionary<string, long> entered, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        await unit.BecomeOnlyWriterAsync(ct); // What is declared is exactly what was added up.
        var asked = await AskedAsync(registration, period, ct);
        if (asked.Problem is { } unknown) return unknown;

        var (row, span) = asked.Value;
        if (span.To >= Today) return TaxProblems.NotOver(span.To);
        if (await FiledAsync(row.Id, span.Name, ct) is not null) return TaxProblems.FiledAlready(span.Name);
        if (span.From > row.ValidFrom && await FiledAsync(row.Id, span.Before.Name, ct) is null) return TaxProblems.EarlierFirst(span.Before.Name);

        var form = FormOf(row, span);
        var figures = await FiguresAsync(row, span, form, entered, ct);
        if (figures.Problem is { } problem) return problem;

        var text = JsonSerializer.Serialize(figures.Value, JsonSerializerOptions.Web);
        var id = ids.Next();
        db.Add(new TaxReturnRow
        {
            TenantId = db.Tenant,
            Id = id,
            RegistrationId = row.Id,
            Period = span.Name,
            Figures = text,
            Hash = Hash(text),
            Reference = reference,
            FiledAt = clock.GetUtcNow().UtcDateTime,
            FiledBy = user.Name,
        });
        var scope = await ScopeAsync(row, span, ct);
        db.Writes.Execute(TaxSql.Declare, expectOneRow: false, db.Tenant.Value, id, span.To, scope.Schemes.Select(scheme => scheme.ToString()).ToArray(), scope.Country, scope.Region);
        log.Add(Subject, reference, new Change("Filed|return", "", FormattableString.Invariant($"{row.Number} {span.Name}, {new Money(figures.Value.TaxMinor, figures.Value.Currency)}")));
        return await unit.CommitAsync(ct);
    }

    /// <summary>Takes back that a return was filed: somebody pressed too early. Only the latest of a registration.</summary>
    public async Task<Result> UnfileAsync(long registration, string period, string reason, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        await unit.BecomeOnlyWriterAsync(ct);
        var asked = await AskedAsync(registration, period, ct);
        if (asked.Problem is { } unknown) return unknown;

        var (row, span) = asked.Value;
        if (await FiledAsync(row.Id, span.Name, ct) is not { } filed) return TaxProblems.NotFiled(span.Name);
        var all = await db.Set<TaxReturnRow>().Where(other => other.RegistrationId == row.Id).Select(other => other.Period).ToListAsync(ct);
        if (all.Find(other => string.CompareOrdinal(other, span.Name) > 0) is { } later) return TaxProblems.LaterFiled(later);

        db.Remove(filed);
        db.Writes.Execute(TaxSql.Undeclare, expectOneRow: false, db.Tenant.Value, filed.Id);
        log.Add(Subject, reason, new Change("Filed|return", FormattableString.Invariant($"{row.Number} {span.Name}"), ""));
        return await unit.CommitAsync(ct);
    }

    private async Task<Result<ReturnFigures>> FiguresAsync(TaxRegistrationRow row, TaxPeriod span, ReturnForm form, IReadOnlyDictionary<string, long> entered, CancellationToken ct)
    {
        var open = await SumsAsync(TaxSql.Open, ct, db.Tenant.Value, span.To);
        var supplied = await SumsAsync(TaxSql.Supplied, ct, db.Tenant.Value, span.From, span.To);
        var tables = new Dictionary<DateOnly, FxTable>();
        foreach (var sum in open.Concat(supplied).Where(sum => sum.Currency != row.Currency))
        {
            var day = form.AtPeriodEnd ? TaxPeriod.Of(sum.On, row.Rhythm).To : sum.On;
            if (!tables.ContainsKey(day)) tables[day] = await closing.OnAsync(day, ct);
        }

        return new ReturnSums(form with { Rhythm = row.Rhythm }, span, row.Currency, day => tables[day])
            .Of(new(row.Kind, row.Country, row.Region, row.Number), await ScopeAsync(row, span, ct), open, supplied, entered);
    }

    private async Task<ReturnScope> ScopeAsync(TaxRegistrationRow row, TaxPeriod span, CancellationToken ct) => ReturnScope.Of(row.Kind, row.Country, row.Region,
        await db.Set<TaxRegistrationRow>().AnyAsync(other => other.Kind == TaxRegistrationKind.OssUnion && other.ValidFrom <= span.To && (other.ValidTo == null || other.ValidTo >= span.From), ct));

    private Task<List<SupplySum>> SumsAsync(string sql, CancellationToken ct, params object?[] values) => db.QueryAsync(sql, row => new SupplySum(
        row.GetFieldValue<DateOnly>(0), Enum.Parse<TaxScheme>(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetInt64(6),
        row.GetInt64(7), Long(row[8]), Long(row[9]), Long(row[10]), Long(row[11])), ct, values);

    /// <summary>PostgreSQL adds whole numbers up to exact decimals.</summary>
    private static long Long(object sum) => Convert.ToInt64(sum, CultureInfo.InvariantCulture);

    private async Task<Result<(TaxRegistrationRow, TaxPeriod)>> AskedAsync(long registration, string period, CancellationToken ct)
    {
        if (await db.Set<TaxRegistrationRow>().SingleOrDefaultAsync(row => row.Id == new TaxRegistrationId(registration), ct) is not { } row) return TaxProblems.RegistrationNotFound(registration);
        return TaxPeriod.Find(period) is { } span && TaxPeriod.Of(span.From, row.Rhythm) == span && span.To >= row.ValidFrom && !(row.ValidTo < span.From) ? (row, span) : TaxProblems.UnknownPeriod(period);
    }

    private Task<TaxReturnRow?> FiledAsync(TaxRegistrationId registration, string period, CancellationToken ct) =>
        db.Set<TaxReturnRow>().AsTracking().SingleOrDefaultAsync(row => row.RegistrationId == registration && row.Period == period, ct);

    private IEnumerable<TaxPeriod> PeriodsOf(TaxRegistrationRow registration)
    {
        var last = registration.ValidTo < Today ? registration.ValidTo.Value : Today;
        for (var period = TaxPeriod.Of(last, registration.Rhythm); period.To >= registration.ValidFrom; period = period.Before) yield return period;
    }

    private static ReturnForm FormOf(TaxRegistrationRow row, TaxPeriod period) => ReturnForms.Of(row.Kind, row.Country, period.To);

    private TaxReturnView View(TaxRegistrationRow row, TaxPeriod span, ReturnForm form, ReturnFigures figures, TaxReturnRow? filed) => new(
        new(EditRegistrations.Line(row), span.Name, span.From, span.To, form.DueFor(span), filed?.FiledAt, filed?.FiledBy ?? "", filed?.Reference ?? "", Today),
        figures, form.Files, form.Source, filed is null || Hash(filed.Figures) == filed.Hash);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
