using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Audit;

/// <summary>One field of something, before and after.</summary>
/// <param name="Field">In English, as pages label it; its translation stands with the module that shows it.</param>
/// <param name="Before">Empty where there was nothing; words of an enum and yes and no are stored in English and translated when shown.</param>
public sealed record Change(string Field, string Before, string After);

/// <summary>A change with who made it and why.</summary>
/// <param name="At">UTC.</param>
/// <param name="Reason">What the person gave as the reason; empty where none was asked for.</param>
public sealed record ChangeRecord(DateTime At, string Actor, string Field, string Before, string After, string Reason);

/// <summary>Which changes are meant; null does not filter.</summary>
/// <param name="Subject">A kind of thing (<c>product</c>) or one of them (<c>product/42</c>).</param>
/// <param name="Text">Stands in the field, the value before or after, or the reason, in any case.</param>
/// <param name="From">UTC, included.</param>
/// <param name="To">UTC, not included.</param>
public sealed record ChangeFilter(string? Subject = null, string? Actor = null, string? Text = null, DateTime? From = null, DateTime? To = null);

/// <summary>A change among those of everything.</summary>
public sealed record AuditRecord(long Id, string Subject, DateTime At, string Actor, string Field, string Before, string After, string Reason);

/// <summary>Who changed which master data when, from what to what. Only ever appended to, in the unit of work that makes the change.</summary>
public sealed class ChangeLog(EntrepotDb db, IdBlocks ids, CurrentUser user, TimeProvider clock)
{
    /// <summary>What a page shows of a history; who needs more asks the database.</summary>
    private const int ShownMax = 100;

    /// <summary>Values longer than this are cut: the record says that a text was changed, it does not keep copies of documents.</summary>
    private const int ValueLengthMax = 1_000;

    /// <param name="subject">What was changed, e.g. <c>product/42</c>: the history is read by it.</param>
    public void Add(string subject, string reason, params IReadOnlyList<Change> changes)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var change in changes)
        {
            if (change.Before == change.After) continue;
            db.Writes.Insert(new ChangeRow
            {
                TenantId = db.Tenant,
                Id = ids.Next(),
                Subject = subject,
                At = now,
                Actor = user.Name,
                Field = change.Field,
                OldValue = Short(change.Before),
                NewValue = Short(change.After),
                Reason = Short(reason),
            });
        }
    }

    /// <summary>The last changes, newest first.</summary>
    public async Task<IReadOnlyList<ChangeRecord>> OfAsync(string subject, CancellationToken ct) =>
        await db.Set<ChangeRow>().Where(row => row.Subject == subject).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(ShownMax)
            .Select(row => new ChangeRecord(row.At, row.Actor, row.Field, row.OldValue, row.NewValue, row.Reason)).ToListAsync(ct);

    /// <summary>The changes of everything, newest first; to be paged or streamed by the caller.</summary>
    public IQueryable<AuditRecord> Find(ChangeFilter filter)
    {
        IQueryable<ChangeRow> found = db.Set<ChangeRow>();
        if (filter.Subject is { } subject)
        {
            var within = subject + "/";
            found = found.Where(row => row.Subject == subject || row.Subject.StartsWith(within));
        }

        if (filter.Actor is { } actor) found = found.Where(row => row.Actor == actor);
        if (filter.From is { } from) found = found.Where(row => row.At >= from);
        if (filter.To is { } to) found = found.Where(row => row.At < to);
#pragma warning disable CA1304, CA1311, CA1862 // Said to the database, which has one lower().
        if (filter.Text?.ToLowerInvariant() is { } text)
            found = found.Where(row => row.Field.ToLower().Contains(text) || row.OldValue.ToLower().Contains(text) || row.NewValue.ToLower().Contains(text) || row.Reason.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862
        return found.OrderByDescending(row => row.At).ThenByDescending(row => row.Id)
            .Select(row => new AuditRecord(row.Id, row.Subject, row.At, row.Actor, row.Field, row.OldValue, row.NewValue, row.Reason));
    }

    /// <summary>Everybody who changed anything, by name.</summary>
    public async Task<IReadOnlyList<string>> ActorsAsync(CancellationToken ct) => await db.Set<ChangeRow>().Select(row => row.Actor).Distinct().OrderBy(actor => actor).ToListAsync(ct);

    private static string Short(string text) => text.Length <= ValueLengthMax ? text : text[..ValueLengthMax] + "…";
}
