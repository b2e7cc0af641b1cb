using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features;

/// <summary>Cancellations that name the order and its lines. One that does not fit wholly is kept unmatched and changes nothing.</summary>
internal sealed class CancelOrderLines(EntrepotDb db, CancellationNotes notes)
{
    public async Task<IReadOnlyList<CancellationOutcome>> RunAsync(SalesChannelId channel, IReadOnlyList<IncomingCancellation> cancellations, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cancellations.Count, IOrderIntake.BatchMax);
        await using var unit = await db.BeginAsync(ct);
        var known = (await CancellationSql.KnownAsync(db, channel, cancellations.Select(one => one.Reference), ct)).Keys.Select(line => line.Reference).ToHashSet(StringComparer.Ordinal);
        var orders = await IncomingSql.OfNumbersAsync(db, channel, cancellations.Select(one => one.ExternalNumber).Distinct(), _ => true, ct);
        var matcher = new CancellationMatcher(await OpenLines.OfAsync(db, orders, ct));

        var told = new List<(string, OpenLine)>();
        var outcomes = new CancellationOutcome[cancellations.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = known.Add(cancellations[i].Reference) ? Decide(channel, cancellations[i], matcher, told) : CancellationOutcome.Duplicate;

        notes.Tell(told);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        return outcomes;
    }

    private CancellationOutcome Decide(SalesChannelId channel, IncomingCancellation one, CancellationMatcher matcher, List<(string, OpenLine)> told)
    {
        var wanted = one.Lines.GroupBy(line => line.ExternalLineId).Select(line => new CancelledLine(line.Key, line.Sum(part => part.Quantity))).ToList();
        var taken = new List<OpenLine>(wanted.Count);
        foreach (var line in wanted)
        {
            if (matcher.Take(one.ExternalNumber, line.ExternalLineId, line.Quantity) is not { } found) break;
            taken.Add(found);
        }

        var fits = taken.Count == wanted.Count && wanted.Count > 0;
        if (!fits)
            for (var i = 0; i < taken.Count; i++) taken[i].Remaining += wanted[i].Quantity;

        for (var i = 0; i < wanted.Count; i++)
        {
            notes.Add(channel, one.Reference, wanted[i].ExternalLineId, one.ExternalNumber, one.PlacedAt, wanted[i].Quantity, fits ? taken[i] : null);
            if (fits) told.Add((one.Reference, taken[i]));
        }

        return fits ? CancellationOutcome.Applied : CancellationOutcome.Unmatched;
    }
}
