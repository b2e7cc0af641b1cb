using Entrepot.Journey.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Journey;

/// <summary>Stock is kept for exactly what planned orders still have to ship, where they ship it from; an order that has ended keeps none.</summary>
internal sealed class ReservationsEqualDemand(EntrepotDb db) : IVerification
{
    public string Name => "Reservations equal open demand";

    public async Task<VerificationResult> RunAsync(CancellationToken ct) => new(
        Name,
        (await db.QueryAsync(JourneySql.PlannedOrders, row => row.GetInt64(0), ct, db.Tenant.Value))[0],
        await db.QueryAsync(
            JourneySql.ReservedForNothing,
            row => $"{row.GetString(0)} ({row.GetString(1)}): product {row.GetInt64(2)} in warehouse {row.GetInt64(3)}: {row.GetInt64(4)} reserved, {row.GetInt64(5)} to ship",
            ct, db.Tenant.Value, (long)VerificationResult.WrongMax));
}

/// <summary>No accepted order is lost between the front door and the book, and none is there twice.</summary>
internal sealed class NoOrderIsLost(EntrepotDb db) : IVerification
{
    public string Name => "Every accepted order is in the book or waits";

    public async Task<VerificationResult> RunAsync(CancellationToken ct) => new(
        Name,
        (await db.QueryAsync(JourneySql.AcceptedOrders, row => row.GetInt64(0), ct, db.Tenant.Value))[0],
        await db.QueryAsync(JourneySql.LostOrders, row => $"{row.GetString(0)} {row.GetString(1)}", ct, db.Tenant.Value, (long)VerificationResult.WrongMax));
}
