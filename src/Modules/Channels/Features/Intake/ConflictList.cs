using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Intake;

/// <summary>Orders that were sent again with other content: what was accepted, what came later, and how often. The first stays until a person decides.</summary>
internal sealed class ConflictList(EntrepotDb db, ISalesChannels channels, IntakeDecisions decisions)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imports/conflicts", async (ListUrl url, ConflictList list, CancellationToken ct) => PageResult.Show<ConflictListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("imports.view");
        routes.MapGet("/imports/conflicts/{id:long}", async (long id, ConflictList list, CancellationToken ct) =>
                await list.FindAsync(id, PostedForm.Blank, ct) is { } found ? PageResult.Show<ConflictPage>(new { Found = found }) : PageResult.Refused(ChannelsProblems.ConflictNotFound(id)))
            .RequireAuthorization("imports.view");
    }

    private async Task<ConflictListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var names = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id, channel => channel.Name);
        var asked = url.View == "decided" ? db.Set<ConflictRow>().Where(row => row.Decided != null) : db.Set<ConflictRow>().Where(row => row.Decided == null);
        var found = await (
            from conflict in asked
            join incoming in db.Set<IncomingRow>() on conflict.IncomingId equals incoming.Id
            join content in db.Set<IncomingContentRow>() on conflict.IncomingId equals content.IncomingId
            orderby conflict.Id descending
            select new { conflict.Id, incoming.ExternalNumber, incoming.ChannelId, conflict.Decided, conflict.ReceivedAt, conflict.Times, First = content.Payload, Other = conflict.Payload })
            .Skip((url.Page - 1) * ConflictListView.PageSize).Take(ConflictListView.PageSize).ToListAsync(ct);

        return new(url, found.ConvertAll(row => new ConflictLine(row.Id, row.ExternalNumber, names.GetValueOrDefault(row.ChannelId, ""), Word(row.Decided), row.ReceivedAt, row.Times,
            [.. ContentDifference.Between(row.First, row.Other).Select(field => new DifferenceLine(field.Field, field.First, field.Other))])), await asked.LongCountAsync(ct));
    }

    /// <summary>Null when there is none.</summary>
    public async Task<ConflictView?> FindAsync(long id, PostedForm posted, CancellationToken ct)
    {
        if (await db.Set<ConflictRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } conflict) return null;

        var incoming = await db.Set<IncomingRow>().SingleAsync(row => row.Id == conflict.IncomingId, ct);
        var ours = await db.Set<IncomingContentRow>().SingleAsync(row => row.IncomingId == conflict.IncomingId, ct);
        var channel = (await channels.AllAsync(ct)).First(one => one.Id == incoming.ChannelId).Name;
        return new(id, incoming.Id, incoming.ExternalNumber, channel, Word(conflict.Decided), Place(incoming.State), conflict.ReceivedAt, conflict.Times, conflict.Decided is null,
            Pairs(Facts(ours.Payload, incoming.ExternalNumber), Facts(conflict.Payload, incoming.ExternalNumber)), ours.Raw ?? ours.Payload, conflict.Raw ?? conflict.Payload,
            await decisions.OfAsync(incoming.Id, ct), posted);
    }

    /// <summary>A text that cannot be read is one fact: itself.</summary>
    private static IReadOnlyList<OrderFact> Facts(string payload, string number)
    {
        var read = OrderPayloadReader.TryRead(payload, number);
        return read.Problem is { } problem ? [new("Content", "", problem.Message.ToString())] : OrderFacts.Of(read.Value);
    }

    private static IReadOnlyList<FactPair> Pairs(IReadOnlyList<OrderFact> ours, IReadOnlyList<OrderFact> theirs)
    {
        var (first, other) = (Values(ours), Values(theirs));
        return [.. first.Keys.Concat(other.Keys).Distinct().Select(key => new FactPair(key.Label, key.Line, first.GetValueOrDefault(key, ""), other.GetValueOrDefault(key, "")))
            .OrderByDescending(pair => pair.Differs)];
    }

    private static Dictionary<(string Label, string Line), string> Values(IReadOnlyList<OrderFact> facts) =>
        facts.DistinctBy(fact => (fact.Label, fact.Line)).ToDictionary(fact => (fact.Label, fact.Line), fact => fact.Value);

    private static StatusWord Word(IntakeDecision? decided) => decided switch
    {
        IntakeDecision.KeptOurs => new(Tone.Rest, "Kept ours"),
        IntakeDecision.TookTheirs => new(Tone.Go, "Took theirs"),
        _ => new(Tone.Warn, "Undecided"),
    };

    private static StatusWord Place(IncomingState state) => state switch
    {
        IncomingState.Waiting => new(Tone.Rest, "Waiting"),
        IncomingState.Taken => new(Tone.Run, "In the order book"),
        IncomingState.Parked => new(Tone.Warn, "Parked"),
        IncomingState.Discarded => new(Tone.Rest, "Discarded"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
