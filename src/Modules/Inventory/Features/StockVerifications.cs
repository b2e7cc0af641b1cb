using Entrepot.Inventory.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Inventory.Features;

/// <summary>Every stock record equals the sum of its movements, and no movement is without its record.</summary>
internal sealed class StockEqualsItsMovements(EntrepotDb db) : IVerification
{
    public string Name => "Stock equals its movements";

    public Task<VerificationResult> RunAsync(CancellationToken ct) => StockVerification.RunAsync(db, Name, VerificationSql.StockCount, VerificationSql.Movements, ct);
}

/// <summary>Reserved is what orders hold: no piece is kept for nobody, none is promised without being kept.</summary>
internal sealed class ReservedEqualsReservations(EntrepotDb db) : IVerification
{
    public string Name => "Reserved stock equals open reservations";

    public Task<VerificationResult> RunAsync(CancellationToken ct) => StockVerification.RunAsync(db, Name, VerificationSql.ReservationCount, VerificationSql.Reservations, ct);
}

/// <summary>Nothing is oversold: on hand, reserved and available are never below zero.</summary>
internal sealed class NothingIsOversold(EntrepotDb db) : IVerification
{
    public string Name => "Nothing is oversold";

    public Task<VerificationResult> RunAsync(CancellationToken ct) => StockVerification.RunAsync(db, Name, VerificationSql.StockCount, VerificationSql.Negative, ct);
}

/// <summary>Order by order, stock's history and what orders hold say the same.</summary>
internal sealed class ReservationsEqualMovements(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Each order's reservations equal its movements";

    protected override string Examined => VerificationSql.ReservationCount;

    protected override IReadOnlyList<string> Wrong { get; } = [VerificationSql.ReservationsUnlikeMovements];
}

/// <summary>A receipt, a hand-over or a count changes stock once, however often it is told.</summary>
internal sealed class OneMovementForEachCause(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "One cause moves stock once";

    protected override string Examined => VerificationSql.MovementCount;

    protected override IReadOnlyList<string> Wrong { get; } = [VerificationSql.CausesTwice];
}

/// <summary>Nothing is lost between warehouses: what left one is what the other waits for or has.</summary>
internal sealed class TransfersAddUp(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "What leaves for another warehouse is expected there";

    protected override string Examined => VerificationSql.TransferCount;

    protected override IReadOnlyList<string> Wrong { get; } = [VerificationSql.TransfersUnlikeStock];
}

internal static class StockVerification
{
    public static async Task<VerificationResult> RunAsync(EntrepotDb db, string name, string countSql, string wrongSql, CancellationToken ct)
    {
        var wrong = await db.QueryAsync(
            wrongSql, row => $"product {row.GetInt64(0)} in warehouse {row.GetInt64(1)}: on hand {row.GetInt64(2):+0;-0;0}, reserved {row.GetInt64(3):+0;-0;0}",
            ct, db.Tenant.Value, VerificationResult.WrongMax);
        var examined = await db.QueryAsync(countSql, row => row.GetInt64(0), ct, db.Tenant.Value);
        return new VerificationResult(name, examined[0], wrong);
    }
}
