using Entrepot.Kernel;

namespace Entrepot.Transport.Contracts;

public enum ConsignmentStatus { Planned, Booking, Booked, HandedOver, InTransit, AtCustoms, OutForDelivery, Delivered, Exception, Returned, Voided }

/// <summary>A consignment to keep: planned by the journey, booked when packed.</summary>
/// <param name="MissingPapers">The papers that it cannot leave without, as people call them, until <see cref="IConsignments.PapersMade"/>; null where it needs none.</param>
public sealed record NewConsignment(
    ConsignmentId Id, OrderId Order, FulfilmentOrderId FulfilmentOrder, WarehouseId Warehouse, string Reference,
    Address ShipFrom, Address ShipTo, TransportPlan Plan, Money GoodsValue, Incoterm Incoterm, string CustomsDescription, string? IossNumber, string? MissingPapers = null);

/// <summary>What is known of a consignment now.</summary>
public sealed record ConsignmentInfo(
    ConsignmentId Id, OrderId Order, FulfilmentOrderId FulfilmentOrder, WarehouseId Warehouse, string Reference, ConsignmentStatus Status,
    string Service, string ServiceName, Money EstimatedPrice, Money? ActualPrice, string? CarrierReference,
    IReadOnlyList<ParcelInfo> Parcels, IReadOnlyList<TrackingEvent> Events, Sentence? Problem)
{
    /// <summary>The papers that it cannot leave without and does not have yet; null where nothing is missing.</summary>
    public string? MissingPapers { get; init; }
}

/// <param name="Id">Zero until the consignment is booked: planned parcels have no label yet.</param>
/// <param name="Label">The format of the carrier's own label; null where it gave none and ours is printed, as PDF or ZPL.</param>
public sealed record ParcelInfo(long Id, int Number, string Carton, Dimensions Outer, long GrossWeightGrams, string? TrackingNumber, LabelFormat? Label = null)
{
    /// <summary>What should lie in it by the plan; empty once it is packed, when the floor knows better.</summary>
    public IReadOnlyList<(ProductId Product, long Quantity)> Planned { get; init; } = [];
}

/// <summary>One scan in our vocabulary, with the carrier's own words kept.</summary>
public sealed record TrackingEvent(DateTime At, ConsignmentStatus Status, string Code, string Text, string Place);

/// <summary>The parcels as they were really packed.</summary>
public sealed record PackedParcel(string Carton, Dimensions Outer, long GrossWeightGrams);

/// <summary>A consignment as it is to be booked.</summary>
public sealed record PackedForBooking(ConsignmentId Consignment, IReadOnlyList<PackedParcel> Parcels);

/// <summary>Consignments from plan to delivery. Everything that changes something runs in the caller's unit of work and sees what is stored, not what the same unit has only just added.</summary>
public interface IConsignments
{
    /// <summary>Adds planned consignments to the open unit of work.</summary>
    void Plan(IReadOnlyList<NewConsignment> consignments);

    /// <summary>Takes the packed parcels of consignments over and asks the carriers for labels, by work items. Asking twice is harmless; where the question got stuck it is put again. No consignment stands twice in a list.</summary>
    Task<IReadOnlyList<Result>> BookAsync(IReadOnlyList<PackedForBooking> packed, CancellationToken ct);

    /// <summary>Takes planned or booked consignments of cancelled orders back; booked ones are voided at the carrier by a work item. Refused once handed over.</summary>
    Task<IReadOnlyList<Result>> VoidAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);

    /// <summary>These consignments have all their papers: nothing keeps them here any more. In the open unit of work; saying it twice is harmless.</summary>
    void PapersMade(IReadOnlyList<ConsignmentId> ids);

    /// <summary>Which of these consignments wait for papers, and for which; those that lack none are left out.</summary>
    Task<IReadOnlyDictionary<ConsignmentId, string>> MissingPapersAsync(IReadOnlyList<ConsignmentId> ids, CancellationToken ct);

    /// <summary>The carrier has taken these consignments; tracking begins. Refused with <c>transport.papers_missing</c>, naming them, where one lacks papers.</summary>
    Task<Result> HandOverAsync(IReadOnlyList<ConsignmentId> ids, DateTime now, CancellationToken ct);

    Task<IReadOnlyList<ConsignmentInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);

    Task<IReadOnlyList<ConsignmentInfo>> FindAsync(IReadOnlyList<ConsignmentId> ids, CancellationToken ct);

    /// <summary>
    /// The label of one parcel, 4×6 inch: the carrier's own, as it came, where it gave one, and ours where it takes them, then as PDF or ZPL.
    /// </summary>
    /// <param name="format">Null for the carrier's own format, and PDF for ours.</param>
    /// <returns>Refused until the carrier has booked it, with <c>transport.other_label_format</c> where the carrier's own is in another format, and with <c>transport.no_carrier_label</c> where it gave none and takes none of ours.</returns>
    Task<Result<ParcelLabel>> LabelAsync(long parcelId, LabelFormat? format, CancellationToken ct);
}

public enum LabelFormat { Pdf, Zpl, Png, Gif, Epl }

/// <param name="FileName">With its ending, for a download.</param>
public sealed record ParcelLabel(LabelFormat Format, byte[] Content, string MediaType, string FileName);

/// <summary>The carrier gave numbers to all parcels; labels can be printed.</summary>
public sealed record ConsignmentBooked(ConsignmentId Consignment, OrderId Order, FulfilmentOrderId FulfilmentOrder, IReadOnlyList<string> TrackingNumbers, Money Price)
{
    /// <summary>The carrier's numbers of earlier bookings whose answers were lost and which stay unused.</summary>
    public IReadOnlyList<string> GivenUp { get; init; } = [];
}

/// <summary>The carrier refused; a person must look at <paramref name="Reason"/>.</summary>
public sealed record ConsignmentRefused(ConsignmentId Consignment, OrderId Order, FulfilmentOrderId FulfilmentOrder, Sentence Reason);

/// <summary>The carrier could not be asked: every attempt failed, and <paramref name="Reason"/> is the last one's. It waits until somebody has it booked again.</summary>
public sealed record BookingStuck(ConsignmentId Consignment, OrderId Order, FulfilmentOrderId FulfilmentOrder, Sentence Reason);

/// <summary>The consignment's status moved on, by one step or several.</summary>
public sealed record ConsignmentMoved(ConsignmentId Consignment, OrderId Order, IReadOnlyList<ConsignmentStep> Steps);

/// <param name="Text">The carrier's words.</param>
public sealed record ConsignmentStep(ConsignmentStatus Status, string Text, string Place, DateTime At);

/// <summary>One step, as earlier versions told it: what they have left in the queue is still heard. <see cref="ConsignmentMoved"/> is told now.</summary>
public sealed record ConsignmentAdvanced(ConsignmentId Consignment, OrderId Order, ConsignmentStatus Status, string Text, string Place, DateTime At);

/// <summary>The consignee has all parcels.</summary>
public sealed record ConsignmentDelivered(ConsignmentId Consignment, OrderId Order, DateTime At);
