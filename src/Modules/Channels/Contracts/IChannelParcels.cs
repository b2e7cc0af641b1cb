using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <summary>Tells marketplaces about parcels that have left. What a marketplace does not take at once is tried until it does, or waits for a person.</summary>
public interface IChannelParcels
{
    /// <summary>The channels that want to know: those that are connected.</summary>
    Task<IReadOnlySet<SalesChannelId>> WantedAsync(CancellationToken ct);

    /// <summary>Asks for it in the open unit of work; the marketplace is called afterwards, by a work item each.</summary>
    Task TellAsync(IReadOnlyList<ParcelForChannel> parcels, CancellationToken ct);
}

/// <param name="Key">The same when the same parcel is told again.</param>
/// <param name="Carrier">Our code of the carrier, e.g. <c>ups</c>.</param>
/// <param name="ShippedAt">UTC.</param>
public sealed record ParcelForChannel(
    string Key, SalesChannelId Channel, string ExternalNumber, string Carrier, string CarrierName, string TrackingNumber, DateTime ShippedAt, IReadOnlyList<ParcelLineForChannel> Lines);

/// <param name="ExternalLineId">The channel's own id of the line.</param>
/// <param name="Code">The channel's code of the article.</param>
public sealed record ParcelLineForChannel(string ExternalLineId, string Code, long Quantity);
