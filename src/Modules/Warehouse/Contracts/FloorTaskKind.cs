namespace Entrepot.Warehouse.Contracts;

/// <summary>What is done with a hand scanner beside picking and packing.</summary>
public enum FloorTaskKind
{
    /// <summary>Goods come in: what was announced is compared with what came.</summary>
    Receive,

    /// <summary>From the dock to a bin that is proposed.</summary>
    PutAway,

    /// <summary>From any bin to any other.</summary>
    Move,

    /// <summary>What is in one bin, without being told what should be.</summary>
    Count,
}
