using Entrepot.Kernel;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>The notes that call the current user, behind the bell in the top bar.</summary>
internal sealed class Mentions(EntrepotDb db, CurrentUser user, TimeProvider clock) : IBell
{
    /// <summary>Older ones are found on their orders.</summary>
    private const int ShownMax = 100;

    public string Href => "/orders/mentions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders/mentions", async (Mentions mentions, CancellationToken ct) => PageResult.Show<MentionsPage>(new { Found = await mentions.AllAsync(ct) })).RequireAuthorization("orders.view");
        routes.MapPost("/orders/mentions/read", async (PostedForm form, Mentions mentions, Text words, CancellationToken ct) =>
                PageResult.After(await mentions.ReadAsync(form.Whole("note"), ct), words["Put aside"], "/orders/mentions")).RequireAuthorization("orders.view");
    }

    public async Task<int> CountAsync(CancellationToken ct) =>
        user.UserId is { } me && user.Can("orders.view") ? await db.Set<OrderMention>().CountAsync(mention => mention.UserId == me && mention.ReadAt == null, ct) : 0;

    public async Task<IReadOnlyList<MentionView>> AllAsync(CancellationToken ct)
    {
        if (user.UserId is not { } me) return [];
        return await (from mention in db.Set<OrderMention>()
                      join note in db.Set<OrderNote>() on new { mention.OrderId, Id = mention.NoteId } equals new { note.OrderId, note.Id }
                      join order in db.Set<Order>() on mention.OrderId equals order.Id
                      where mention.UserId == me
                      orderby mention.ReadAt != null, mention.NoteId descending
                      select new MentionView(mention.NoteId, order.Id.Value, order.Number, new(note.At, note.Author, note.Text), mention.ReadAt != null)).Take(ShownMax).ToListAsync(ct);
    }

    /// <param name="note">Null for all.</param>
    public async Task<Result> ReadAsync(long? note, CancellationToken ct)
    {
        if (user.UserId is not { } me) return Result.Ok;
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Execute(OrderSql.ReadMentions, false, db.Tenant.Value, me, note, Timestamps.ToStored(clock.GetUtcNow().UtcDateTime));
        return await unit.CommitAsync(ct);
    }
}
