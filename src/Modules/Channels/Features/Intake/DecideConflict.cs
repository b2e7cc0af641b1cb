using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Intake;

/// <summary>
/// Decides which of two versions of an order holds. Ours always may be kept. Theirs may be taken while the order waits
/// at the door, and from the order book as long as it can start its journey anew with the same lines.
/// </summary>
internal sealed class DecideConflict(EntrepotDb db, IntakeDecisions decisions, IEnumerable<IOrderReplacing> books)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/conflicts/{id:long}/decide", async (long id, bool take, string? reason, DecideConflict decide, CancellationToken ct) => (await decide.RunAsync(id, take, reason ?? "API", ct)).ToHttp())
            .RequireAuthorization("orders.edit").DisableAntiforgery().WithSummary("Decide which of two versions of an order holds");
        routes.MapPost("/imports/conflicts/{id:long}", async (long id, PostedForm form, DecideConflict decide, ConflictList list, Text words, CancellationToken ct) =>
        {
            var take = form.Text("decision") == "take";
            if ((await decide.RunAsync(id, take, form.Text("reason"), ct)).Problem is not { } problem)
                return PageResult.Go("/imports/conflicts").Saying(take ? words["The other version holds now"] : words["Our version stays"]);
            return await list.FindAsync(id, form.With(problem), ct) is { } found ? PageResult.Invalid<ConflictPage>(new { Found = found }) : PageResult.Refused(problem);
        }).RequireAuthorization("orders.edit");
    }

    public async Task<Result> RunAsync(long id, bool take, string reason, CancellationToken ct)
    {
        if (IntakeDecisions.Check(reason) is { } missing) return missing;

        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<ConflictRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } conflict) return ChannelsProblems.ConflictNotFound(id);
        if (conflict.Decided is not null) return ChannelsProblems.ConflictDecided();

        var kind = take ? IntakeDecision.TookTheirs : IntakeDecision.KeptOurs;
        var before = default(string);
        if (take)
        {
            var taken = await TakeAsync(conflict, ct);
            if (taken.Problem is { } refused) return refused;
            before = taken.Value;
        }

        db.Writes.Execute(IncomingSql.DecideConflict, true, db.Tenant.Value, id, kind.ToString());
        decisions.Note(conflict.IncomingId, kind, reason, before);
        return await unit.CommitAsync(ct);
    }

    /// <returns>The content that was replaced.</returns>
    private async Task<Result<string>> TakeAsync(ConflictRow conflict, CancellationToken ct)
    {
        var incoming = await db.Set<IncomingRow>().SingleAsync(row => row.Id == conflict.IncomingId, ct);
        var ours = await db.Set<IncomingContentRow>().SingleAsync(row => row.IncomingId == conflict.IncomingId, ct);
        var theirs = OrderPayloadReader.TryRead(conflict.Payload, incoming.ExternalNumber);
        if (theirs.Problem is { } unreadable) return unreadable;

        if (incoming.State == IncomingState.Taken && (await ReplaceInBookAsync(incoming, theirs.Value, ct)).Problem is { } tooLate) return tooLate;
        db.Writes.Execute(IncomingSql.Replace, true, db.Tenant.Value, incoming.Id, conflict.ContentHash, theirs.Value.BuyerId, Timestamps.ToStored(theirs.Value.PlacedAt));
        db.Writes.Execute(IncomingSql.ReplaceContent, true, db.Tenant.Value, incoming.Id, conflict.Payload, conflict.Raw);
        return ours.Payload;
    }

    private async Task<Result> ReplaceInBookAsync(IncomingRow incoming, IncomingOrder theirs, CancellationToken ct) =>
        books.FirstOrDefault() is { } book && incoming.OrderId is { } order
            ? await book.ReplaceAsync(new(order), theirs, "The channel's later version was taken.", ct)
            : ChannelsProblems.BookNotHere();
}
