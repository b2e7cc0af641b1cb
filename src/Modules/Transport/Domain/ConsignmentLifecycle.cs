using System.Collections.Frozen;
using Entrepot.Transport.Contracts;
using static Entrepot.Transport.Contracts.ConsignmentStatus;

namespace Entrepot.Transport.Domain;

internal static class ConsignmentLifecycle
{
    /// <summary>Every legal move of a consignment, and of a parcel once it is handed over. A move that is not in this table cannot happen.</summary>
    private static readonly FrozenDictionary<ConsignmentStatus, ConsignmentStatus[]> Next =
        new Dictionary<ConsignmentStatus, ConsignmentStatus[]>
        {
            [Planned] = [Booking, Voided],
            [Booking] = [Booked, Planned, Voided], // Back to planned when the carrier refuses.
            [Booked] = [HandedOver, Voided],
            [HandedOver] = [InTransit, AtCustoms, OutForDelivery, Delivered, ConsignmentStatus.Exception, Returned],
            [InTransit] = [AtCustoms, OutForDelivery, Delivered, ConsignmentStatus.Exception, Returned],
            [AtCustoms] = [InTransit, OutForDelivery, Delivered, ConsignmentStatus.Exception, Returned],
            [OutForDelivery] = [InTransit, AtCustoms, Delivered, ConsignmentStatus.Exception, Returned],
            [ConsignmentStatus.Exception] = [InTransit, AtCustoms, OutForDelivery, Delivered, Returned],
            [Delivered] = [],
            [Returned] = [],
            [Voided] = [],
        }.ToFrozenDictionary();

    public static bool Allows(ConsignmentStatus from, ConsignmentStatus to) => Next[from].Contains(to);

    /// <summary>Nothing more will happen to it.</summary>
    public static bool IsFinal(ConsignmentStatus status) => Next[status].Length == 0;

    /// <summary>The carrier has it, or had it.</summary>
    public static bool IsHandedOver(ConsignmentStatus status) => status is not (Planned or Booking or Booked or Voided);
}
