using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Declarations.Describing;
using Entrepot.Customs.Domain.Declarations.Life;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features.Declarations;

/// <summary>
/// Files a declaration at customs or a broker, once: after an attempt whose answer was lost customs are asked by the
/// consignment's DUCR whether they have it. Without a DUCR nobody can ask, and a person decides.
/// </summary>
internal sealed class FileAtCustoms(EntrepotDb db, FilingAccounts accounts, CdsInterface customs, KeepDeclarations keep, TimeProvider clock) : IExternalWork
{
    public const string WorkKind = "customs.file";

    public string Kind => WorkKind;

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var id = item.Read<FilingWork>().Declaration;
        var row = await db.Set<DeclarationRow>().SingleAsync(one => one.Id == id, ct);
        if (row.Stage != DeclarationStage.Filing) return new Outcome(null, null); // Customs have told of it already.
        if ((await accounts.FindAsync(ct)) is not { IsOk: true, Value: var account }) return new Outcome(null, LifeProblems.NoAccount());

        if (item.Attempts > 1)
        {
            if (DucrOf(row) is not { } ducr) return new Outcome(null, LifeProblems.MayBeThere(row.Reference)) { MayBeThere = true };
            if (await customs.IsThereAsync(account, ducr, ct)) return new Outcome("", null);
        }

        var filed = await customs.FileAsync(account, row.Type, row.Message, ct);
        return filed.Problem is { } problem ? new Outcome(null, problem) : new Outcome(filed.Value, null);
    }

    public async Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        var id = item.Read<FilingWork>().Declaration;
        var row = await keep.Tracked().SingleAsync(one => one.Id == id, ct);
        var answer = (Outcome)outcome;
        var now = clock.GetUtcNow().UtcDateTime;
        if (answer.Problem is { } problem)
        {
            row.Problem = problem.Message;
            if (answer.MayBeThere) row.Changes++;
            else await keep.HappenedAsync(row, new($"refused-{item.Id}", "refused", now, "It could not be handed in.", DeclarationStage.Filing, DeclarationStage.Refused), ct);
            return;
        }

        if (answer.ConversationId is not { } conversation) return;
        row.FiledAt = now;
        row.ConversationId = conversation.Length > 0 ? conversation : null;
        await keep.HappenedAsync(row, new($"filed-{item.Id}", "filed", now, "Customs' interface has taken it.", DeclarationStage.Filing, DeclarationStage.Filed), ct);
    }

    /// <summary>Whether customs have it is not known, so it stays as it is, and somebody is told why.</summary>
    public async Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct)
    {
        var id = item.Read<FilingWork>().Declaration;
        var row = await keep.Tracked().SingleAsync(one => one.Id == id, ct);
        row.Problem = LifeProblems.MayBeThere(row.Reference).Message;
        row.Changes++;
    }

    private static string? DucrOf(DeclarationRow row)
    {
        var description = KeepDeclarations.Description(row);
        var types = Said.Under(description, "previousDocuments[].type").Select(said => said.Value).ToList();
        var at = types.FindIndex(type => type is "DCR" or "DCS");
        return at < 0 ? null : Said.Under(description, "previousDocuments[].id").Select(said => said.Value).ElementAtOrDefault(at);
    }

    /// <param name="ConversationId">Filed; empty where its number is not known. Null when it was not filed now.</param>
    private sealed record Outcome(string? ConversationId, Problem? Problem)
    {
        /// <summary>It stays on its way: a person has to ask.</summary>
        public bool MayBeThere { get; init; }
    }
}
