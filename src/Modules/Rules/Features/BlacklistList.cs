using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>The blacklist as one looks through it: by words, kind and whether it still holds, newest first.</summary>
internal sealed class BlacklistList(EntrepotDb db, ChangeLog log, TimeProvider clock)
{
    /// <summary>Under which the log keeps who was put on the list and taken off it.</summary>
    public const string Subject = "blacklist";

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public async Task<BlacklistView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var today = Today;
        var found = Filter(url);
        var rows = await found.OrderByDescending(entry => entry.Id).Skip((url.Page - 1) * BlacklistView.PageSize).Take(BlacklistView.PageSize).ToListAsync(ct);
        return new(url, rows.ConvertAll(entry => Row(entry, today)), await found.LongCountAsync(ct), await log.OfAsync(Subject, ct));
    }

    /// <summary>What the address of a list asks for. Words are looked for as they were entered and in the form in which entries are compared.</summary>
    public IQueryable<BlacklistEntry> Filter(ListUrl url)
    {
        var today = Today;
        var entries = db.Set<BlacklistEntry>().AsQueryable();
        if (url.Choice<BlacklistKind>("kind") is { } kind) entries = entries.Where(entry => entry.Kind == kind);
        entries = url.View switch
        {
            "ended" => entries.Where(entry => entry.Until != null && entry.Until < today),
            "all" => entries,
            _ => entries.Where(entry => entry.Until == null || entry.Until >= today),
        };
        return url["q"] is { } text ? Search(entries, text) : entries;
    }

    public static IQueryable<BlacklistEntry> Search(IQueryable<BlacklistEntry> entries, string text)
    {
        // An empty key is no entry's.
        var (email, phone, name, plain) = (BlacklistKeys.Email(text), BlacklistKeys.Phone(text), BlacklistKeys.Name(text), BlacklistKeys.Plain(text));
        if (plain.Length == 0) plain = text;
        return entries.Where(entry => entry.Shown.Contains(text) || entry.Reason.Contains(text) || entry.Key.Contains(plain) || entry.Key == email || entry.Key == phone || entry.Key == name);
    }

    public BlacklistRow Row(BlacklistEntry entry) => Row(entry, Today);

    private static BlacklistRow Row(BlacklistEntry entry, DateOnly today) =>
        new(entry.Id.Value, entry.Kind, entry.Shown, entry.Reason, entry.Until, entry.AddedAt, entry.AddedBy, IsEnded: entry.Until < today);
}
