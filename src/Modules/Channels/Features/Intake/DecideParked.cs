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

/// <summary>Lets an order that a fault of ours stopped try its journey again, or puts it away for good. Either is kept with name and reason.</summary>
internal sealed class DecideParked(EntrepotDb db, IntakeDecisions decisions)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, kind, summary) in new[] { ("retry", IntakeDecision.Retried, "Retry an incoming order that is parked"), ("discard", IntakeDecision.Discarded, "Put a parked incoming order away for good") })
            routes.MapPost($"/api/v1/incoming/{{id:long}}/{path}", async (long id, string? reason, DecideParked decide, CancellationToken ct) => (await decide.RunAsync(id, kind, reason ?? "API", ct)).ToHttp())
                .RequireAuthorization("orders.release").DisableAntiforgery().WithSummary(summary);

        routes.MapPost("/imports/parked/{id:long}", async (long id, PostedForm form, DecideParked decide, ParkedList list, Text words, CancellationToken ct) =>
        {
            var kind = form.Text("decision") == "discard" ? IntakeDecision.Discarded : IntakeDecision.Retried;
            if ((await decide.RunAsync(id, kind, form.Text("reason"), ct)).Problem is not { } problem)
                return PageResult.Go("/imports/parked").Saying(kind == IntakeDecision.Retried ? words["The order waits for its journey again"] : words["The order is put away"]);
            return await list.FindAsync(id, form.With(problem), ct) is { } found ? PageResult.Invalid<ParkedPage>(new { Found = found }) : PageResult.Refused(problem);
        }).RequireAuthorization("orders.release");
    }

    public async Task<Result> RunAsync(long id, IntakeDecision kind, string reason, CancellationToken ct)
    {
        if (IntakeDecisions.Check(reason) is { } missing) return missing;

        await using var unit = await db.BeginAsync(ct);
        if (!await db.Set<IncomingRow>().AnyAsync(row => row.Id == id && row.State == IncomingState.Parked, ct)) return ChannelsProblems.NotParked(id);

        db.Writes.Execute(kind == IntakeDecision.Retried ? IncomingSql.Retry : IncomingSql.Discard, true, db.Tenant.Value, id);
        decisions.Note(id, kind, reason);
        return await unit.CommitAsync(ct);
    }
}
