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

    private static string Short(string text) => text.Length <= ValueLengthMax ? text : text[..ValueLengthMax] + "…";
}
