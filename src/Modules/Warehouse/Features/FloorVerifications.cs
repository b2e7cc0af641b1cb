using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Entrepot.Warehouse.Data;

namespace Entrepot.Warehouse.Features;

/// <summary>What a fulfilment order says is picked and packed is what its walks found and its status claims.</summary>
internal sealed class FloorQuantitiesAgree(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Picked and packed quantities agree with walks and statuses";

    protected override string Examined => FloorChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [FloorChecks.QuantitiesUnlikeStatus, FloorChecks.PickedUnlikeWalks];
}

/// <summary>Every fulfilment order is on its way once: somebody walks for it, it leaves in one consignment on one manifest.</summary>
internal sealed class FulfilmentMovesOnce(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Fulfilment orders are walked for and leave once";

    protected override string Examined => FloorChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [FloorChecks.NobodyWalks, FloorChecks.LeftWithoutManifest, FloorChecks.SentTwice, FloorChecks.WithoutLines];
}

/// <summary>Bins hold what was put into them, and nothing is lost between two of them.</summary>
internal sealed class BinsAddUp(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Bins hold what was put into them";

    protected override string Examined => PlaceSql.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [PlaceSql.BinsUnlikeMovements, PlaceSql.StepsThatDoNotAddUp, PlaceSql.LostOnTheWay];
}
