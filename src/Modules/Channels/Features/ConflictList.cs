using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features;

/// <summary>Orders that were sent again with other content: what was accepted, what came later, and how often. The first stays as it is.</summary>
internal sealed class ConflictList(EntrepotDb db, ISalesChannels channels)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/imports/conflicts", async (ListUrl url, ConflictList list, CancellationToken ct) => PageResult.Show<ConflictListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("imports.view");

    private async Task<ConflictListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var names = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id, channel => channel.Name);
        var found = await (
            from conflict in db.Set<ConflictRow>()
            join incoming in db.Set<IncomingRow>() on conflict.IncomingId equals incoming.Id
            join content in db.Set<IncomingContentRow>() on conflict.IncomingId equals content.IncomingId
            orderby conflict.Id descending
            select new { incoming.ExternalNumber, incoming.ChannelId, conflict.ReceivedAt, conflict.Times, First = content.Payload, Other = conflict.Payload })
            .Skip((url.Page - 1) * ConflictListView.PageSize).Take(ConflictListView.PageSize).ToListAsync(ct);

        return new(url, found.ConvertAll(row => new ConflictLine(row.ExternalNumber, names.GetValueOrDefault(row.ChannelId, ""), row.ReceivedAt, row.Times,
            [.. ContentDifference.Between(row.First, row.Other).Select(field => new DifferenceLine(field.Field, field.First, field.Other))])), await db.Set<ConflictRow>().LongCountAsync(ct));
    }
}
