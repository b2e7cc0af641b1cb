using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features;

/// <summary>
/// Cancellations that name the order and its lines. One that does not fit wholly is kept unmatched and changes nothing; one
/// whose order has not come yet waits for it (<see cref="EarlyCancellations"/>).
/// </summary>
internal sealed class CancelOrderLines(EntrepotDb db, CancellationNotes notes)
{
    public async Task<IReadOnlyList<CancellationOutcome>> RunAsync(SalesChannelId channel, IReadOnlyList<IncomingCancellation> cancellations, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cancellations.Count, IOrderIntake.BatchMax);
        await using var unit = await db.BeginTakingInAsync(ct); // Its order may be coming in right now: one of the two must see the other.
        await unit.BecomeOnlyWriterAsync(ct);
        var known = (await CancellationSql.KnownAsync(db, channel, cancellations.Select(one => one.Reference), ct)).Keys.Select(line => line.Reference).ToHashSet(StringComparer.Ordinal);
        var numbers = cancellations.Select(one => one.ExternalNumber).Distinct(StringComparer.Ordinal).ToList();
        var here = (await IncomingSql.KnownAsync(db, channel, numbers, ct)).Select(order => order.ExternalNumber).ToHashSet(StringComparer.Ordinal);
        var matcher = new CancellationMatcher(await OpenLines.OfAsync(db, await IncomingSql.OfNumbersAsync(db, channel, here, _ => true, ct), ct));

        var told = new List<(string, OpenLine)>();
        var outcomes = new CancellationOutcome[cancellations.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var one = cancellations[i];
            outcomes[i] = !known.Add(one.Reference) ? CancellationOutcome.Duplicate : here.Contains(one.ExternalNumber) ? Decide(channel, one, matcher, told) : Keep(channel, one);
        }

        notes.Tell(told);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        return outcomes;
    }

    private CancellationOutcome Decide(SalesChannelId channel, IncomingCancellation one, CancellationMatcher matcher, List<(string, OpenLine)> told)
    {
        var wanted = Wanted(one);
        var taken = matcher.TakeAll(one.ExternalNumber, wanted);
        for (var i = 0; i < wanted.Count; i++)
        {
            notes.Add(channel, one.Reference, wanted[i].ExternalLineId, one.ExternalNumber, one.PlacedAt, wanted[i].Quantity, taken?[i]);
            if (taken is not null) told.Add((one.Reference, taken[i]));
        }

        return taken is null ? CancellationOutcome.Unmatched : CancellationOutcome.Applied;
    }

    private CancellationOutcome Keep(SalesChannelId channel, IncomingCancellation one)
    {
        foreach (var line in Wanted(one)) notes.Add(channel, one.Reference, line.ExternalLineId, one.ExternalNumber, one.PlacedAt, line.Quantity, line: null, isEarly: true);
        return CancellationOutcome.Early;
    }

    private static List<CancelledLine> Wanted(IncomingCancellation one) => [.. one.Lines.GroupBy(line => line.ExternalLineId).Select(line => new CancelledLine(line.Key, line.Sum(part => part.Quantity)))];
}
