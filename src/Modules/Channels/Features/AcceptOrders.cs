using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Watching;

namespace Entrepot.Channels.Features;

/// <summary>
/// The front door. Orders are judged, written out and hashed before the transaction; inside it there is one look-up
/// for the numbers known already and one bulk insert, and the answer is given after the commit. New orders do not wait for
/// a journey's batch where the engine can have both.
/// </summary>
internal sealed class AcceptOrders(EntrepotDb db, IdBlocks ids, TimeProvider clock, CancelOrderLines cancel, EarlyCancellations early, GrownCancellations grown, ChannelCodes codes, KeyedCalls calls, Signals signals) : IOrderIntake
{
    public async Task<IReadOnlyList<IntakeAnswer>> AcceptAsync(SalesChannelId channel, IReadOnlyList<IncomingOrder> orders, IReadOnlyList<string?> raw, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orders.Count, IOrderIntake.BatchMax);
        ArgumentOutOfRangeException.ThrowIfNotEqual(raw.Count, orders.Count);
        var prepared = Prepare(orders);

        await using var unit = await db.BeginTakingInAsync(ct);
        await calls.FindAsync(ct);
        var numbers = prepared.Where(one => one.Problem is null).Select(one => one.Order.ExternalNumber);
        var known = (await IncomingSql.KnownAsync(db, channel, numbers, ct)).ToDictionary(order => order.ExternalNumber, StringComparer.Ordinal);

        var now = clock.GetUtcNow().UtcDateTime;
        var answers = new IntakeAnswer[orders.Count];
        var again = new List<(long IncomingId, IncomingOrder Order)>();
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = calls.IsAnswered(i) ? new(orders[i].ExternalNumber, IntakeOutcome.Duplicate, null, null) : Answer(channel, prepared[i], raw[i], known, now);
            if (answers[i] is { Outcome: IntakeOutcome.Duplicate, IncomingId: { } id }) again.Add((id, orders[i]));
            if (answers[i] is { Outcome: IntakeOutcome.Accepted or IntakeOutcome.Duplicate, IncomingId: not null }) Keep(i, OrderAnswer.From(answers[i]));
        }

        if (again.Count > 0) await unit.BecomeOnlyWriterAsync(ct); // What has been cancelled of them may be under way.
        var added = prepared.Zip(answers).Where(pair => pair.Second.Outcome == IntakeOutcome.Accepted).ToDictionary(pair => pair.Second.IncomingId!.Value, pair => pair.First.Order);
        await grown.NoteAsync(channel, again, added, await early.ApplyAsync(channel, added, ct), ct);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        await CountAsync(channel, answers, ct);
        return answers;
    }

    private void Keep(int call, OrderAnswer answer) => calls.Keep(call, answer.Status, OrderAnswer.ContentType, answer.Json);

    private async Task CountAsync(SalesChannelId channel, IntakeAnswer[] answers, CancellationToken ct)
    {
        var code = await codes.OfAsync(db, channel, ct);
        foreach (var (outcome, orders) in answers.CountBy(answer => answer.Outcome)) signals.OrdersTakenIn(db.Tenant, code, Word(outcome), orders);
    }

    private static string Word(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Accepted => "accepted",
        IntakeOutcome.Duplicate => "duplicate",
        IntakeOutcome.Conflict => "conflict",
        IntakeOutcome.Refused => "refused",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public Task<IReadOnlyList<CancellationOutcome>> CancelAsync(SalesChannelId channel, IReadOnlyList<IncomingCancellation> cancellations, CancellationToken ct) =>
        cancel.RunAsync(channel, cancellations, ct);

    private static Prepared[] Prepare(IReadOnlyList<IncomingOrder> orders)
    {
        using var payload = new OrderPayload();
        var prepared = new Prepared[orders.Count];
        for (var i = 0; i < prepared.Length; i++)
        {
            var problem = OrderRules.Check(orders[i]);
            var (text, hash) = problem is null ? payload.Write(orders[i]) : ("", []);
            prepared[i] = new(orders[i], text, hash, problem);
        }

        return prepared;
    }

    private IntakeAnswer Answer(SalesChannelId channel, Prepared one, string? raw, Dictionary<string, KnownOrder> known, DateTime now)
    {
        var number = one.Order.ExternalNumber;
        if (one.Problem is { } problem) return new(number, IntakeOutcome.Refused, null, problem);

        if (known.TryGetValue(number, out var first))
        {
            if (first.ContentHash.AsSpan().SequenceEqual(one.Hash)) return new(number, IntakeOutcome.Duplicate, first.Id, null);
            db.Writes.Execute(IncomingSql.AddConflict, true, db.Tenant.Value, ids.Next(), first.Id, one.Hash, Timestamps.ToStored(now), one.Text, raw);
            return new(number, IntakeOutcome.Conflict, first.Id, ChannelsProblems.ContentConflict(number));
        }

        var id = ids.Next();
        known[number] = new(id, number, one.Hash);
        db.Writes.Insert(new IncomingRow
        {
            TenantId = db.Tenant,
            Id = id,
            ChannelId = channel,
            ExternalNumber = number,
            BuyerId = one.Order.BuyerId,
            PlacedAt = one.Order.PlacedAt,
            ReceivedAt = now,
            ContentHash = one.Hash,
            State = IncomingState.Waiting,
        });
        db.Writes.Insert(new IncomingContentRow { TenantId = db.Tenant, IncomingId = id, Payload = one.Text, Raw = raw });
        return new(number, IntakeOutcome.Accepted, id, null);
    }

    private readonly record struct Prepared(IncomingOrder Order, string Text, byte[] Hash, Problem? Problem);
}
