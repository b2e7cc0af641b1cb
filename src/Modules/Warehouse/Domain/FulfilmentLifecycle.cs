using System.Collections.Frozen;
using Entrepot.Warehouse.Contracts;
using static Entrepot.Warehouse.Contracts.FulfilmentStatus;

namespace Entrepot.Warehouse.Domain;

internal static class FulfilmentLifecycle
{
    /// <summary>Every legal move of a fulfilment order. A move that is not in this table cannot happen.</summary>
    private static readonly FrozenDictionary<FulfilmentStatus, FulfilmentStatus[]> Next =
        new Dictionary<FulfilmentStatus, FulfilmentStatus[]>
        {
            [Planned] = [InWave, Cancelled],
            [InWave] = [Picked, Short, Cancelled],
            [Short] = [Planned, Cancelled], // Found after all, it is walked for again; otherwise the order is decided anew.
            [Picked] = [Packed, Cancelled],
            [Packed] = [Labelled, Cancelled],
            [Labelled] = [HandedOver, Cancelled],
            [HandedOver] = [],
            [Cancelled] = [],
        }.ToFrozenDictionary();

    public static bool Allows(FulfilmentStatus from, FulfilmentStatus to) => Next[from].Contains(to);
}
