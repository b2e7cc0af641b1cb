using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Gives orders to a person who looks after them, or to nobody.</summary>
internal sealed class AssignOrders(EntrepotDb db, IOrderBook book, IManyOrders many, IColleagues colleagues, UndoBook undo, CurrentUser user, TimeProvider clock)
{
    /// <summary>Orders of one unit of work, so that journeys and others get their turn between.</summary>
    private const int Chunk = 1_000;

    /// <param name="User">A user's id; null for nobody.</param>
    internal sealed record Request(IReadOnlyList<long> Ids, long? User);

    /// <param name="Undo">The path that takes it back; null where nothing was changed.</param>
    internal sealed record Answer(int Changed, string? Undo);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/assign", async (Request request, AssignOrders assign, CancellationToken ct) => (await assign.RunAsync(request, ct)).ToHttp())
            .RequireAuthorization("orders.edit").DisableAntiforgery()
            .WithSummary("Give orders to a user, or to nobody");
        routes.MapPost("/orders/assign", async (BulkSelection selection, PostedForm form, AssignOrders assign, Text words, CancellationToken ct) => await assign.PostAsync(selection, form, words, ct)).RequireAuthorization("orders.edit");
    }

    private async Task<PageResult> PostAsync(BulkSelection selection, PostedForm form, Text words, CancellationToken ct)
    {
        var owner = form.Text("owner") is var chosen && chosen == OrderFilters.Me ? user.UserId : long.TryParse(chosen, out var other) ? other : null;
        var answer = await RunAsync(new(await many.OfAsync(selection, null, ct), owner), ct);
        if (answer.Problem is { } problem) return PageResult.Refused(problem);
        return PageResult.Back("/orders").Saying(words.Plural(answer.Value.Changed, "{0} order given", "{0} orders given"), Tone.Go, answer.Value.Undo);
    }

    public async Task<Result<Answer>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Ids.Count is 0 or > IManyOrders.Most) return OrderProblems.NothingSelected();
        var owner = request.User is { } id ? (await colleagues.AllAsync(ct)).FirstOrDefault(person => person.UserId == id) : null;
        if (request.User is not null && owner is null) return OrderProblems.NoSuchPerson();

        var changed = new List<UndoRow>();
        string? path = null;
        foreach (var ids in request.Ids.Distinct().Chunk(Chunk))
        {
            await using var unit = await db.BeginAsync(ct);
            changed.AddRange(await ChangeAsync([.. ids.Select(order => new UndoRow(order) { OwnerId = owner?.UserId, Owner = owner?.Name })], ct));
            if (changed.Count > 0) path = undo.Keep("assign", new(changed), path);
            if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        }

        return new Answer(changed.Count, path);
    }

    /// <summary>Gives each order to its owner before, in the open unit of work.</summary>
    public async Task<int> TakeBackAsync(UndoWas was, CancellationToken ct) => (await ChangeAsync(was.Rows, ct)).Count;

    /// <returns>How those were before that were not so already.</returns>
    private async Task<List<UndoRow>> ChangeAsync(IReadOnlyList<UndoRow> wanted, CancellationToken ct)
    {
        var ids = wanted.Select(row => new OrderId(row.Order)).ToList();
        var known = (await db.Set<Order>().Where(order => ids.Contains(order.Id)).Select(order => order.Id).ToListAsync(ct)).ToHashSet();
        var before = await db.Set<OrderAssigned>().Where(row => ids.Contains(row.OrderId)).ToDictionaryAsync(row => row.OrderId.Value, ct);
        var changed = new List<UndoRow>();
        var notes = new List<(OrderId, string, Sentence)>();
        foreach (var row in wanted)
        {
            var was = before.GetValueOrDefault(row.Order);
            if (!known.Contains(new(row.Order)) || was?.UserId == row.OwnerId) continue;

            changed.Add(new(row.Order) { OwnerId = was?.UserId, Owner = was?.UserName });
            if (row.OwnerId is { } owner) db.Writes.Execute(OrderSql.Assign, false, db.Tenant.Value, row.Order, owner, row.Owner ?? "");
            else db.Writes.Execute(OrderSql.Unassign, false, db.Tenant.Value, row.Order);
            notes.Add((new(row.Order), "assigned", $"{was?.UserName ?? "–"} → {row.Owner ?? "–"}"));
        }

        book.Note(notes, clock.GetUtcNow().UtcDateTime);
        return changed;
    }
}
