using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Carriers;

/// <summary>
/// One carrier's API. An adapter talks and translates; what to do about a failed call is the work queue's business, so
/// time-outs, 5xx and "too many requests" pass as exceptions. A "no" of the carrier is a refusal with its own words.
/// </summary>
internal interface ICarrier
{
    /// <summary>The part of a service's code before the slash.</summary>
    string Code { get; }

    string Name { get; }

    /// <summary>Books all parcels or none.</summary>
    Task<Result<BookedConsignment>> BookAsync(CarrierAccount account, BookingRequest request, CancellationToken ct);

    /// <summary>
    /// What an earlier attempt with this reference brought about, with its labels where the carrier gives them a second time;
    /// null when the carrier knows nothing of it. Asked before a booking is repeated.
    /// </summary>
    Task<BookedConsignment?> FindAsync(CarrierAccount account, BookingRequest request, CancellationToken ct);

    /// <summary>Takes a booking back. Repeatable: what is voided already is a success.</summary>
    Task<Result> VoidAsync(CarrierAccount account, string carrierReference, IReadOnlyList<string> trackingNumbers, CancellationToken ct);

    /// <summary>All scans so far, in the order of time; numbers the carrier does not know yet are left out.</summary>
    Task<IReadOnlyList<TrackedParcel>> TrackAsync(CarrierAccount account, IReadOnlyList<string> trackingNumbers, CancellationToken ct);
}

/// <summary>How to reach the carrier for one company.</summary>
internal sealed record CarrierAccount(
    TenantId Tenant, string Carrier, string BaseUrl, string AccountNumber, string ClientId, string ClientSecret, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Without the secrets, wherever it may be written.</summary>
    public override string ToString() => $"{Carrier} account {AccountNumber}";

    /// <summary>
    /// Whether the carrier has certified labels of ours for this shipper, so that one may be printed where it gives none: the option
    /// <c>own-labels</c> says <c>certified</c>. UPS and DHL sort by codes of their own and take nobody's label without that.
    /// </summary>
    public bool TakesOurLabels => Option("own-labels") == "certified";

    public Uri Url(string path) => new(BaseUrl + path);

    public string Option(string name, string otherwise = "") => Options.TryGetValue(name, out var value) ? value : otherwise;
}

/// <param name="Reference">Ours; the carrier gives it back when asked for it.</param>
/// <param name="WireCode">The carrier's own code of the service, from the rate card.</param>
/// <param name="ShipAt">UTC.</param>
internal sealed record BookingRequest(
    string Reference, string WireCode, Address ShipFrom, Address ShipTo, IReadOnlyList<BookingParcel> Parcels, Money GoodsValue, Incoterm Incoterm,
    string Description, string? IossNumber, DateTime ShipAt)
{
    public bool IsInternational => ShipFrom.Country != ShipTo.Country;

    /// <summary>Between two countries that are not both in the EU's customs territory: customs will look at it.</summary>
    public bool CrossesCustomsBorder => Countries.IsCustomsBorder(ShipFrom.Country, ShipTo.Country);
}

/// <param name="Number">From 1.</param>
internal sealed record BookingParcel(int Number, Dimensions Outer, long GrossWeightGrams);

/// <param name="CarrierReference">The carrier's number of the whole consignment.</param>
/// <param name="Price">Null where the carrier names none.</param>
internal sealed record BookedConsignment(string CarrierReference, IReadOnlyList<BookedParcel> Parcels, Money? Price)
{
    /// <summary>The carrier's own labels; empty where it gives none.</summary>
    public IReadOnlyList<LabelFile> Labels { get; init; } = [];

    /// <summary>The carrier's numbers of other bookings that stand there under our reference.</summary>
    public IReadOnlyList<string> AlsoThere { get; init; } = [];

    /// <summary>Every parcel has its label, or one file holds all of them.</summary>
    public bool IsLabelled => Labels.Any(label => label.Parcel == 0) || Parcels.All(parcel => Labels.Any(label => label.Parcel == parcel.Number));
}

internal sealed record BookedParcel(int Number, string TrackingNumber, string? RoutingCode);

internal sealed record TrackedParcel(string TrackingNumber, IReadOnlyList<TrackingEvent> Events);
