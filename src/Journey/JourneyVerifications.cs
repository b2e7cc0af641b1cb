using Entrepot.Journey.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Journey;

/// <summary>What one module says about another's rows is about rows that are there.</summary>
internal sealed class ReferencesLeadSomewhere(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "References between modules lead somewhere";

    protected override string Examined => ReferenceChecks.Count;

    protected override IReadOnlyList<string> Wrong => ReferenceChecks.Statements;
}

/// <summary>An order's costs, its expected profit and its vouchers tell the same story, and what was accrued is used up.</summary>
internal sealed class VouchersEqualCosts(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Orders' costs equal their vouchers";

    protected override string Examined => MoneyChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } =
        [MoneyChecks.PlacedOnce, MoneyChecks.CostsUnlikeVouchers, MoneyChecks.ProfitUnlikeCosts, MoneyChecks.FreightLeftOver, MoneyChecks.ShippedUnbooked];
}

/// <summary>Returns tie to the ledger: what the record of tax says was sold and owed is what the vouchers say.</summary>
internal sealed class TaxRecordEqualsVouchers(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "The record of tax equals the vouchers";

    protected override string Examined => MoneyChecks.CountSupplies;

    protected override IReadOnlyList<string> Wrong { get; } = [MoneyChecks.SuppliesUnlikeVouchers, MoneyChecks.TaxUnlikeVouchers];
}

/// <summary>No order stands still unseen: on a floor, on the road, or waiting for goods, something moves it on.</summary>
internal sealed class SomethingMovesEachOrder(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Something moves every order on";

    protected override string Examined => MovingChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } =
        [MovingChecks.NothingOnAFloor, MovingChecks.LeftUnheard, MovingChecks.BookedUnheard, MovingChecks.PackedUnbooked, MovingChecks.DeliveredUnheard, MovingChecks.PackedUnheard, MovingChecks.WaitsForNothing];
}

/// <summary>Papers are in force for parcels that are sent, and for no others.</summary>
internal sealed class PapersFollowParcels(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Papers are in force for parcels that are sent";

    protected override string Examined => MovingChecks.CountPapers;

    protected override IReadOnlyList<string> Wrong { get; } = [MovingChecks.PapersOfVoided, MovingChecks.PapersVoidedEarly];
}
