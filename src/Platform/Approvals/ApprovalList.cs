using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Approvals;

/// <summary>Requests to look at, and how many of them wait.</summary>
public sealed class ApprovalList(EntrepotDb db, ApprovalKinds kinds, CurrentUser user, TimeProvider clock) : INavCounts, IBell
{
    public const int PageSize = 50;

    public string Href => ApprovalPages.Path;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <param name="isOpen">Those that wait, the first to expire first; otherwise those that have ended, newest first.</param>
    public async Task<(IReadOnlyList<Approval> Rows, long Total)> PageAsync(bool isOpen, int page, CancellationToken ct)
    {
        var now = Now;
        var found = isOpen
            ? db.Set<ApprovalRow>().Where(row => row.State == ApprovalState.Open && row.ExpiresAt > now).OrderBy(row => row.ExpiresAt).ThenBy(row => row.Id)
            : db.Set<ApprovalRow>().Where(row => row.State != ApprovalState.Open || row.ExpiresAt <= now).OrderByDescending(row => row.Id);
        var rows = await found.Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return ([.. rows.Select(row => row.At(now, user.Key))], await found.LongCountAsync(ct));
    }

    public async Task<Approval?> FindAsync(long id, CancellationToken ct) => (await db.Set<ApprovalRow>().SingleOrDefaultAsync(row => row.Id == id, ct))?.At(Now, user.Key);

    /// <summary>Those that wait about one thing, e.g. <c>order/42</c>.</summary>
    public async Task<IReadOnlyList<Approval>> OpenOfAsync(string subject, CancellationToken ct)
    {
        var now = Now;
        var rows = await db.Set<ApprovalRow>().Where(row => row.Subject == subject && row.State == ApprovalState.Open && row.ExpiresAt > now).OrderBy(row => row.Id).ToListAsync(ct);
        return rows.ConvertAll(row => row.At(now, user.Key));
    }

    /// <summary>All that wait, for the side bar.</summary>
    async Task<IReadOnlyDictionary<string, (int Count, bool Late)>> INavCounts.CountAsync(CancellationToken ct)
    {
        var now = Now;
        return new Dictionary<string, (int, bool)> { [ApprovalPages.Path] = (await db.Set<ApprovalRow>().CountAsync(row => row.State == ApprovalState.Open && row.ExpiresAt > now, ct), false) };
    }

    /// <summary>Those that the current user may decide.</summary>
    async Task<int> IBell.CountAsync(CancellationToken ct)
    {
        if (user.UserId is null || !user.Can("approvals.decide")) return 0;
        var (now, me) = (Now, user.Key);
        var mine = kinds.All.Where(kind => user.Can(kind.Permission)).Select(kind => kind.Key).ToList();
        return mine.Count == 0 ? 0 : await db.Set<ApprovalRow>().CountAsync(row => row.State == ApprovalState.Open && row.ExpiresAt > now && row.RequestedKey != me && mine.Contains(row.Kind), ct);
    }
}
