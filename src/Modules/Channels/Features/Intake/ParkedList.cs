using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Intake;

/// <summary>Accepted orders that a fault of ours set aside: what stopped them, and what was sent.</summary>
internal sealed class ParkedList(EntrepotDb db, ISalesChannels channels, IntakeDecisions decisions)
{
    /// <summary>What a page shows of a text; the whole stands in the database.</summary>
    private const int ShownMax = 20_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imports/parked", async (ListUrl url, ParkedList list, CancellationToken ct) => PageResult.Show<ParkedListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("imports.view");
        routes.MapGet("/imports/parked/{id:long}", async (long id, ParkedList list, CancellationToken ct) =>
                await list.FindAsync(id, PostedForm.Blank, ct) is { } found ? PageResult.Show<ParkedPage>(new { Found = found }) : PageResult.Refused(ChannelsProblems.IncomingNotFound(id)))
            .RequireAuthorization("imports.view");
    }

    public async Task<ParkedListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var state = url.View == "discarded" ? IncomingState.Discarded : IncomingState.Parked;
        var found = db.Set<IncomingRow>().Where(row => row.State == state && row.State != IncomingState.Taken);
        var rows = await found.OrderBy(row => row.Id).Skip((url.Page - 1) * ParkedListView.PageSize).Take(ParkedListView.PageSize).ToListAsync(ct);
        var names = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id, channel => channel.Name);
        return new(url, rows.ConvertAll(row => Line(row, names.GetValueOrDefault(row.ChannelId, ""))), await found.LongCountAsync(ct));
    }

    /// <summary>Null when there is no such order, or it never was set aside.</summary>
    public async Task<ParkedView?> FindAsync(long id, PostedForm posted, CancellationToken ct)
    {
        if (await db.Set<IncomingRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } row) return null;
        var decided = await decisions.OfAsync(id, ct);
        if (row.State is not (IncomingState.Parked or IncomingState.Discarded) && decided.Count == 0) return null;

        var content = await db.Set<IncomingContentRow>().SingleAsync(one => one.IncomingId == id, ct);
        var name = (await channels.AllAsync(ct)).First(channel => channel.Id == row.ChannelId).Name;
        return new(Line(row, name), row.State == IncomingState.Parked, Short(content.Payload), content.Raw is { } raw ? Short(raw) : null, decided, posted);
    }

    private static ParkedLine Line(IncomingRow row, string channel) => new(row.Id, row.ExternalNumber, channel, row.Error ?? Sentence.Empty, Word(row.State), row.ReceivedAt, row.ParkedAt);

    private static StatusWord Word(IncomingState state) => state switch
    {
        IncomingState.Waiting => new(Tone.Rest, "Waiting"),
        IncomingState.Taken => new(Tone.Go, "In the order book"),
        IncomingState.Parked => new(Tone.Warn, "Parked"),
        IncomingState.Discarded => new(Tone.Rest, "Discarded"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Short(string text) => text.Length > ShownMax ? text[..ShownMax] + "…" : text;
}
