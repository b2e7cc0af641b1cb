using Entrepot.Channels.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Intake;

/// <summary>How many parked orders and open conflicts wait for a person, beside the side bar's entry.</summary>
internal sealed class IntakeNavCounts(EntrepotDb db) : INavCounts
{
    public async Task<IReadOnlyDictionary<string, (int Count, bool Late)>> CountAsync(CancellationToken ct)
    {
        var parked = await db.Set<IncomingRow>().CountAsync(row => row.State == IncomingState.Parked && row.State != IncomingState.Taken, ct);
        var open = await db.Set<ConflictRow>().CountAsync(row => row.Decided == null, ct);
        return new Dictionary<string, (int, bool)> { ["/imports"] = (parked + open, false) };
    }
}
