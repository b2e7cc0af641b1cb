using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Intake;

/// <summary>Keeps what people decided at the front door, with name, time and reason.</summary>
internal sealed class IntakeDecisions(EntrepotDb db, IdBlocks ids, CurrentUser user, TimeProvider clock)
{
    /// <summary>A few sentences; more belongs into a ticket.</summary>
    private const int ReasonMax = 500;

    public static Problem? Check(string reason) => reason.Length switch
    {
        0 => ChannelsProblems.ReasonMissing(),
        > ReasonMax => ChannelsProblems.ReasonTooLong(ReasonMax),
        _ => null,
    };

    /// <summary>Written with the caller's unit of work.</summary>
    public void Note(long incoming, IntakeDecision kind, string reason, string? before = null) => db.Writes.Insert(new DecisionRow
    {
        TenantId = db.Tenant,
        Id = ids.Next(),
        IncomingId = incoming,
        Kind = kind,
        Reason = reason,
        At = clock.GetUtcNow().UtcDateTime,
        By = user.Name,
        Before = before,
    });

    /// <summary>All about one incoming order, newest first.</summary>
    public async Task<IReadOnlyList<DecisionLine>> OfAsync(long incoming, CancellationToken ct) =>
        (await db.Set<DecisionRow>().Where(row => row.IncomingId == incoming).OrderByDescending(row => row.Id).ToListAsync(ct))
            .ConvertAll(row => new DecisionLine(Word(row.Kind), row.Reason, row.At, row.By));

    private static string Word(IntakeDecision kind) => kind switch
    {
        IntakeDecision.Retried => "Retried",
        IntakeDecision.Discarded => "Discarded",
        IntakeDecision.KeptOurs => "Kept ours",
        IntakeDecision.TookTheirs => "Took theirs",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
