using Entrepot.Kernel;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>How a publication ended: the version that holds from now on, or the request that another person has to decide.</summary>
internal sealed record Publication(int? Version, long? Approval);

/// <summary>
/// Publishes the draft, or an old version anew. Where the company wants a second person for it, that person gets the exact
/// change and what it would have done to the last orders.
/// </summary>
internal sealed class PublishRules(EntrepotDb db, RuleBook book, EditRules edit, SimulatePast simulate, ApprovalDesk approvals, CurrentUser user) : IApprovedChange
{
    /// <summary>What a company may want a second person for.</summary>
    public static readonly ApprovalKind Approved = new("rules.publish", "Publish rules", "rules.edit");

    private const string Subject = "rules/publish";

    internal sealed record Payload(string Document, int BasedOn, string Note);

    public string Kind => Approved.Key;

    public async Task<Result<Publication>> DraftAsync(string note, CancellationToken ct)
    {
        if (await edit.DraftAsync(ct) is not { } draft) return RulesProblems.NoDraft();
        return await RunAsync(new(draft.Document, draft.BasedOn, note), note, ct);
    }

    /// <summary>Makes an old version hold again, as a new version: what was published stays in the row of versions.</summary>
    public async Task<Result<Publication>> BackToAsync(int number, CancellationToken ct)
    {
        if (await db.Set<RuleVersion>().SingleOrDefaultAsync(version => version.Number == number, ct) is not { } old) return RulesProblems.VersionNotFound(number);
        var note = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"= {number}");
        return await RunAsync(new(old.Document, await book.CurrentNumberAsync(ct), note), note, ct);
    }

    public async Task<Result> CarryOutAsync(Approval approval, CancellationToken ct)
    {
        var asked = approval.Read<Payload>();
        return (await edit.PublishAsync(asked.Document, asked.BasedOn, asked.Note, $"{approval.RequestedBy}, {user.Name}", ct)).Problem is { } problem ? problem : Result.Ok;
    }

    private async Task<Result<Publication>> RunAsync(Payload wanted, string reason, CancellationToken ct)
    {
        var current = await book.CurrentNumberAsync(ct);
        if (wanted.BasedOn != current) return RulesProblems.PublishedMeanwhile(current);
        if (!(await approvals.PolicyAsync(Kind, ct)).IsOn) return await NowAsync(wanted, ct);

        var changes = await ChangesAsync(wanted.Document, ct);
        if (changes.Problem is { } problem) return problem;
        await using var unit = await db.BeginAsync(ct);
        var asked = await approvals.AskAsync(new ApprovalRequest(Kind, Subject, $"Publish version {current + 1} of the rules.", reason) { Changes = changes.Value, Href = "/rules/changes" }, wanted, ct);
        if (asked.Problem is { } refused) return refused;
        return (await unit.CommitAsync(ct)).Problem is { } lost ? lost : new Publication(null, asked.Value);
    }

    private async Task<Result<Publication>> NowAsync(Payload wanted, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var published = await edit.PublishAsync(wanted.Document, wanted.BasedOn, wanted.Note, user.Name, ct);
        if (published.Problem is { } problem) return problem;
        return (await unit.CommitAsync(ct)).Problem is { } lost ? lost : new Publication(published.Value, null);
    }

    /// <summary>What the second person decides about: every rule that is another, and how many of the last orders would have been treated otherwise.</summary>
    private async Task<Result<IReadOnlyList<Change>>> ChangesAsync(string document, CancellationToken ct)
    {
        var simulated = await simulate.RunAsync(document, SimulatePast.Usual, null, ct);
        if (simulated.Problem is { } problem) return problem;
        var published = await db.Set<RuleVersion>().OrderByDescending(version => version.Number).Select(version => version.Document).FirstOrDefaultAsync(ct);
        var changes = RuleDiff.Of(published ?? RuleDocument.Nothing, document)
            .Select(change => new Change(change.Name, Lines(change, '-'), change.Kind == RuleChangeKind.Moved ? "Moved|rule" : Lines(change, '+'))).ToList();
        changes.Add(new("Orders that would be different", $"0 / {simulated.Value.Orders}", $"{simulated.Value.Different} / {simulated.Value.Orders}"));
        return changes;
    }

    private static string Lines(RuleChange change, char sign) => string.Join("\n", change.Lines.Where(line => line.Sign == sign).Select(line => line.Text));
}
