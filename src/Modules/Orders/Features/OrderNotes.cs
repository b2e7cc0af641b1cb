using System.Text.RegularExpressions;
using Entrepot.Kernel;
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

/// <summary>Notes on orders for colleagues. Who is called by <c>@user</c> finds the note in the inbox behind the bell.</summary>
internal sealed partial class OrderNotes(EntrepotDb db, IColleagues colleagues, IdBlocks ids, CurrentUser user, TimeProvider clock)
{
    /// <summary>More notes than anybody reads on one order; the newest are shown.</summary>
    private const int ShownMax = 200;

    internal sealed record Request(string Text);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders/{id:long}/notes", async (long id, OrderNotes notes, CancellationToken ct) => (await notes.FindAsync(new(id), ct)).ToHttp())
            .RequireAuthorization("orders.view").WithSummary("The notes that colleagues wrote on an order, newest first");
        routes.MapPost("/api/v1/orders/{id:long}/notes", async (long id, Request request, OrderNotes notes, CancellationToken ct) => (await notes.WriteAsync(new(id), request.Text, ct)).ToHttp())
            .RequireAuthorization("orders.edit").DisableAntiforgery()
            .WithSummary("Write a note on an order; @user calls a colleague");
        routes.MapPost("/orders/{id:long}/notes", async (long id, PostedForm form, OrderNotes notes, Text words, CancellationToken ct) =>
                PageResult.After(await notes.WriteAsync(new(id), form.Raw("text") ?? "", ct), words["Note saved"], $"/orders/{id}?tab=notes"))
            .RequireAuthorization("orders.edit");
    }

    private async Task<Result<IReadOnlyList<OrderNoteView>>> FindAsync(OrderId order, CancellationToken ct) =>
        await db.Set<Order>().AnyAsync(known => known.Id == order, ct) ? new Result<IReadOnlyList<OrderNoteView>>(await OfAsync(order, ct)) : OrderProblems.NotFound(order);

    public async Task<IReadOnlyList<OrderNoteView>> OfAsync(OrderId order, CancellationToken ct) =>
        await db.Set<OrderNote>().Where(note => note.OrderId == order).OrderByDescending(note => note.Id).Take(ShownMax).Select(note => new OrderNoteView(note.At, note.Author, note.Text)).ToListAsync(ct);

    public async Task<Result> WriteAsync(OrderId order, string text, CancellationToken ct)
    {
        if (text.Trim() is not { Length: > 0 and <= OrderNote.TextMax } said) return OrderProblems.NoteEmpty(OrderNote.TextMax);

        var called = Called().Matches(said).Select(match => match.Groups[1].Value.TrimEnd('.', '-', '+').ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var people = called.Count == 0 ? [] : (await colleagues.AllAsync(ct)).Where(person => called.Contains(person.UserName)).ToList();
        await using var unit = await db.BeginAsync(ct);
        if (!await db.Set<Order>().AnyAsync(known => known.Id == order, ct)) return OrderProblems.NotFound(order);

        var note = new OrderNote { TenantId = db.Tenant, OrderId = order, Id = ids.Next(), At = clock.GetUtcNow().UtcDateTime, Author = user.Name, Text = said };
        db.Writes.Insert(note);
        foreach (var person in people) db.Writes.Insert(new OrderMention { TenantId = db.Tenant, UserId = person.UserId, NoteId = note.Id, OrderId = order });
        return await unit.CommitAsync(ct);
    }

    /// <summary>An address of e-mail calls nobody: its sign follows a letter.</summary>
    [GeneratedRegex(@"(?<![\w.+-])@([\w.+-]{2,64})")]
    private static partial Regex Called();
}
