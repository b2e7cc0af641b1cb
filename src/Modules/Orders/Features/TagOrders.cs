using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Puts a tag on orders, or takes it off; a tag that is new is made by its first use.</summary>
internal sealed class TagOrders(EntrepotDb db, IOrderBook book, IManyOrders many, OrderMarks marks, UndoBook undo, IdBlocks idBlocks, TimeProvider clock)
{
    /// <summary>Orders of one unit of work, so that journeys and others get their turn between.</summary>
    private const int Chunk = 1_000;

    internal sealed record Request(IReadOnlyList<long> Ids, string Tag, bool Remove = false);

    /// <param name="Undo">The path that takes it back; null where nothing was changed.</param>
    internal sealed record Answer(int Changed, string? Undo);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders/tags", async (OrderMarks marks, CancellationToken ct) => TypedResults.Ok(await marks.TagsAsync(ct)))
            .RequireAuthorization("orders.view").WithSummary("The tags that orders can carry");
        routes.MapPost("/api/v1/orders/tag", async (Request request, TagOrders tag, CancellationToken ct) => (await tag.RunAsync(request, ct)).ToHttp())
            .RequireAuthorization("orders.edit").DisableAntiforgery()
            .WithSummary("Put a tag on orders, or take it off");
        routes.MapPost("/orders/tag", (BulkSelection selection, PostedForm form, TagOrders tag, Text words, CancellationToken ct) => tag.PostAsync(selection, form, false, words, ct)).RequireAuthorization("orders.edit");
        routes.MapPost("/orders/untag", (BulkSelection selection, PostedForm form, TagOrders tag, Text words, CancellationToken ct) => tag.PostAsync(selection, form, true, words, ct)).RequireAuthorization("orders.edit");
    }

    private async Task<PageResult> PostAsync(BulkSelection selection, PostedForm form, bool remove, Text words, CancellationToken ct)
    {
        var answer = await RunAsync(new(await many.OfAsync(selection, null, ct), form.Raw("tag") ?? "", remove), ct);
        if (answer.Problem is { } problem) return PageResult.Refused(problem);
        var changed = answer.Value.Changed;
        return PageResult.Back("/orders").Saying(
            remove ? words.Plural(changed, "Tag taken off {0} order", "Tag taken off {0} orders") : words.Plural(changed, "Tag put on {0} order", "Tag put on {0} orders"), Tone.Go, answer.Value.Undo);
    }

    public async Task<Result<Answer>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Tag.Trim() is not { Length: > 0 and <= OrderTag.NameMax } name || name.Any(char.IsControl)) return OrderProblems.TagUnnamed(OrderTag.NameMax);
        if (request.Ids.Count is 0 or > IManyOrders.Most) return OrderProblems.NothingSelected();

        var changed = new List<UndoRow>();
        string? path = null;
        foreach (var ids in request.Ids.Distinct().Chunk(Chunk))
        {
            await using var unit = await db.BeginAsync(ct);
            var found = await TagAsync(name, request.Remove, ct);
            if (found.Problem is { } problem) return problem;
            var done = await ChangeAsync(found.Value, [.. ids.Select(id => new OrderId(id))], request.Remove, ct);
            book.Note([.. done.Select(order => (order, request.Remove ? "untagged" : "tagged", (Sentence)$"{name}"))], clock.GetUtcNow().UtcDateTime);
            changed.AddRange(done.Select(order => new UndoRow(order.Value)));
            if (changed.Count > 0) path = undo.Keep(request.Remove ? "untag" : "tag", new(changed, found.Value), path);
            if ((await unit.CommitAsync(ct)).Problem is { } lost) return lost;
        }

        return new Answer(changed.Count, path);
    }

    /// <summary>Takes back a tagging, or puts the tag on again, in the open unit of work.</summary>
    public async Task<int> TakeBackAsync(UndoWas was, bool wasRemoved, CancellationToken ct)
    {
        if (was.Tag is not { } tag || !await db.Set<OrderTag>().AnyAsync(row => row.Id == tag, ct)) return 0;
        var done = await ChangeAsync(tag, [.. was.Rows.Select(row => new OrderId(row.Order))], remove: !wasRemoved, ct);
        var name = (await marks.TagsAsync(ct)).FirstOrDefault(view => view.Id == tag)?.Name ?? "";
        book.Note([.. done.Select(order => (order, wasRemoved ? "tagged" : "untagged", (Sentence)$"{name}"))], clock.GetUtcNow().UtcDateTime);
        return done.Count;
    }

    private async Task<Result<long>> TagAsync(string name, bool mustExist, CancellationToken ct)
    {
        if (await db.Set<OrderTag>().Where(tag => tag.Name == name).Select(tag => (long?)tag.Id).SingleOrDefaultAsync(ct) is { } known) return known;
        if (mustExist) return OrderProblems.NoSuchTag(name);
        if (await db.Set<OrderTag>().CountAsync(ct) >= OrderMarks.TagsMax) return OrderProblems.TooManyTags(OrderMarks.TagsMax);

        var tag = new OrderTag { TenantId = db.Tenant, Id = idBlocks.Next(), Name = name, Tone = Tone.Run };
        db.Writes.Insert(tag);
        return tag.Id;
    }

    /// <returns>The orders that were not so before.</returns>
    private async Task<List<OrderId>> ChangeAsync(long tag, IReadOnlyList<OrderId> orders, bool remove, CancellationToken ct)
    {
        var known = await db.Set<Order>().Where(order => orders.Contains(order.Id)).Select(order => order.Id).ToListAsync(ct);
        var tagged = (await db.Set<OrderTagged>().Where(row => row.TagId == tag && orders.Contains(row.OrderId)).Select(row => row.OrderId).ToListAsync(ct)).ToHashSet();
        var changed = known.FindAll(order => tagged.Contains(order) == remove);
        foreach (var order in changed)
        {
            if (remove) db.Writes.Execute(OrderSql.Untag, false, db.Tenant.Value, tag, order.Value);
            else db.Writes.Insert(new OrderTagged { TenantId = db.Tenant, TagId = tag, OrderId = order });
        }

        return changed;
    }
}
