using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features;

/// <summary>Lets an order that a fault of ours stopped try its journey again.</summary>
internal sealed class RetryParked(EntrepotDb db)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/incoming/{id:long}/retry", async (long id, RetryParked retry, CancellationToken ct) => (await retry.RunAsync(id, ct)).ToHttp())
            .RequireAuthorization("orders.release").DisableAntiforgery()
            .WithSummary("Retry an incoming order that is parked");

    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (!await db.Set<IncomingRow>().AnyAsync(row => row.Id == id && row.State == IncomingState.Parked, ct)) return ChannelsProblems.NotParked(id);

        db.Writes.Execute(IncomingSql.Retry, true, db.Tenant.Value, id);
        return await unit.CommitAsync(ct);
    }
}
