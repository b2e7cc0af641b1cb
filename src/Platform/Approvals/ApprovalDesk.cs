using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Approvals;

/// <summary>
/// Four eyes for any module: a request names the exact change, another person decides, and the module that owns the change carries it out in
/// the unit of work of the decision. Every step stands in the log of changes.
/// </summary>
public sealed class ApprovalDesk(EntrepotDb db, ApprovalKinds kinds, IServiceProvider scope, IdBlocks ids, ChangeLog log, CurrentUser user, TimeProvider clock)
{
    /// <summary>Under which the log keeps requests.</summary>
    public const string Subject = "approval";

    /// <summary>How the company wants this kind of change decided; off where it never said.</summary>
    public async Task<ApprovalPolicy> PolicyAsync(string kind, CancellationToken ct) =>
        await db.Set<ApprovalPolicyRow>().Where(row => row.Kind == kind).Select(row => new ApprovalPolicy(row.Kind, row.IsOn, row.AboveMinor, row.DaysOpen)).SingleOrDefaultAsync(ct) ?? ApprovalPolicy.Off(kind);

    /// <summary>Adds a request to the open unit of work. Nothing is changed yet.</summary>
    /// <param name="payload">What the module needs to carry it out; kept as JSON.</param>
    /// <returns>The request's id, or a refusal: <c>approvals.no_reason</c>, <c>approvals.already_asked</c>.</returns>
    public async Task<Result<long>> AskAsync<TPayload>(ApprovalRequest request, TPayload payload, CancellationToken ct)
    {
        if (kinds.Find(request.Kind) is not { } kind) throw new ArgumentException($"No module has registered '{request.Kind}'.", nameof(request));
        if (request.Reason.Trim() is not { Length: > 0 and <= ApprovalRow.ReasonMax } reason) return ApprovalProblems.NoReason();

        var now = clock.GetUtcNow().UtcDateTime;
        var open = await db.Set<ApprovalRow>().Where(row => row.Subject == request.Subject && row.State == ApprovalState.Open && row.Kind == request.Kind && row.ExpiresAt > now).Select(row => row.RequestedBy).FirstOrDefaultAsync(ct);
        if (open is not null) return ApprovalProblems.AlreadyAsked(open);

        var row = new ApprovalRow
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            Kind = kind.Key,
            Subject = request.Subject,
            What = request.What,
            Changes = JsonSerializer.Serialize(request.Changes),
            Href = request.Href,
            Payload = JsonSerializer.Serialize(payload),
            RequestedBy = user.Name,
            RequestedKey = user.Key,
            Reason = reason,
            RequestedAt = now,
            ExpiresAt = now.AddDays((await PolicyAsync(kind.Key, ct)).DaysOpen),
            State = ApprovalState.Open,
        };
        db.Writes.Insert(row);
        log.Add(SubjectOf(row.Id), reason, new Change(kind.Title, "", "Waits for a decision"));
        return row.Id;
    }

    /// <summary>Says yes, and carries the change out in the same unit of work.</summary>
    /// <returns>A refusal when the request cannot be decided (by this person), or the owner's own refusal: the request is then closed as overtaken.</returns>
    public async Task<Result> ApproveAsync(long id, string reason, CancellationToken ct)
    {
        Problem? overtaken;
        await using (var unit = await db.BeginAsync(ct))
        {
            var found = await DecidableAsync(id, ct);
            if (found.Problem is { } problem) return problem;

            // Found when it is needed: those who carry changes out also ask for them.
            var change = scope.GetServices<IApprovedChange>().SingleOrDefault(one => one.Kind == found.Value.Kind) ?? throw new InvalidOperationException($"Nobody carries out '{found.Value.Kind}'.");
            Close(found.Value, ApprovalState.Approved, reason.Trim());
            overtaken = (await change.CarryOutAsync(found.Value.At(clock.GetUtcNow().UtcDateTime, user.Key), ct)).Problem;
            if (overtaken is null) return await unit.CommitAsync(ct);
        }

        db.ChangeTracker.Clear();
        await using var after = await db.BeginAsync(ct);
        if (await db.Set<ApprovalRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id && row.State == ApprovalState.Open, ct) is not { } left) return overtaken;
        left.Problem = overtaken.Message;
        Close(left, ApprovalState.Overtaken, reason.Trim());
        return (await after.CommitAsync(ct)).Problem ?? overtaken;
    }

    public async Task<Result> RefuseAsync(long id, string reason, CancellationToken ct)
    {
        if (reason.Trim() is not { Length: > 0 and <= ApprovalRow.ReasonMax } why) return ApprovalProblems.NoReason();

        await using var unit = await db.BeginAsync(ct);
        var found = await DecidableAsync(id, ct);
        if (found.Problem is { } problem) return problem;
        Close(found.Value, ApprovalState.Refused, why);
        return await unit.CommitAsync(ct);
    }

    /// <summary>Takes one's own request back.</summary>
    public async Task<Result> WithdrawAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var found = await OpenAsync(id, ct);
        if (found.Problem is { } problem) return problem;
        if (found.Value.RequestedKey != user.Key) return ApprovalProblems.NotAsked();
        Close(found.Value, ApprovalState.Withdrawn, "");
        return await unit.CommitAsync(ct);
    }

    /// <summary>Whether the current user could decide it, as far as permissions go.</summary>
    public bool MayDecide(Approval approval) =>
        !approval.IsOwn && approval.State == ApprovalState.Open && user.UserId is not null && user.Can("approvals.decide") && kinds.Find(approval.Kind) is { } kind && user.Can(kind.Permission);

    private async Task<Result<ApprovalRow>> DecidableAsync(long id, CancellationToken ct)
    {
        if (user.UserId is null) return ApprovalProblems.PersonNeeded();
        var found = await OpenAsync(id, ct);
        if (found.Problem is { } problem) return problem;
        if (found.Value.RequestedKey == user.Key) return ApprovalProblems.OwnRequest();
        if (kinds.Find(found.Value.Kind) is not { } kind) return ApprovalProblems.NoSuchKind(found.Value.Kind);
        return user.Can(kind.Permission) ? found : ApprovalProblems.NotYours(kind.Permission);
    }

    private async Task<Result<ApprovalRow>> OpenAsync(long id, CancellationToken ct)
    {
        if (await db.Set<ApprovalRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } row) return ApprovalProblems.NotFound(id);
        return row.StateAt(clock.GetUtcNow().UtcDateTime) switch
        {
            ApprovalState.Open => row,
            ApprovalState.Expired => ApprovalProblems.Expired(),
            var state => ApprovalProblems.Decided(Sentence.OfRule(Spoken.Of(state.ToString()))),
        };
    }

    private void Close(ApprovalRow row, ApprovalState state, string reason)
    {
        row.State = state;
        row.DecidedBy = user.Name;
        row.DecidedKey = user.Key;
        row.DecidedAt = clock.GetUtcNow().UtcDateTime;
        row.DecisionReason = reason.Length <= ApprovalRow.ReasonMax ? reason : reason[..ApprovalRow.ReasonMax];
        log.Add(SubjectOf(row.Id), row.DecisionReason, new Change(kinds.Find(row.Kind)?.Title ?? row.Kind, "Waits for a decision", Spoken.Of(state.ToString())));
    }

    private static string SubjectOf(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Subject}/{id}");
}
