using Entrepot.Channels.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Watching;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Intake;

/// <summary>Accepted orders that wait for their journey, and those that were parked.</summary>
internal sealed class IntakeBacklog(EntrepotDb db) : IBacklog
{
    public const string Kind = "channels.intake";

    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken ct)
    {
        // "State <> Taken" is the partial index's own condition.
        var counts = await db.Set<IncomingRow>().Where(row => row.State != IncomingState.Taken && row.State != IncomingState.Discarded)
            .GroupBy(row => row.State).Select(group => new { State = group.Key, Count = group.Count(), Oldest = group.Min(row => row.ReceivedAt) }).ToListAsync(ct);
        var waiting = counts.Find(count => count.State == IncomingState.Waiting);
        return [new(Kind, waiting?.Count ?? 0, 0, counts.Find(count => count.State == IncomingState.Parked)?.Count ?? 0, waiting?.Oldest)];
    }
}
