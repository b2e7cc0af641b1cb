using Entrepot.Kernel;

namespace Entrepot.Inventory.Contracts;

/// <summary>A place that stocks goods.</summary>
/// <param name="Code">Short and unique in the company, e.g. <c>SZX</c>.</param>
/// <param name="TimeZone">IANA zone, for cut-offs and everything printed there.</param>
/// <param name="CutOff">Local time that people at the site work towards. Nothing is planned by it: when parcels are picked up is said by the services' rate cards.</param>
public sealed record WarehouseSite(
    WarehouseId Id, string Code, string Name, Address Address, double Latitude, double Longitude, string TimeZone, TimeOnly CutOff, bool IsActive);

/// <summary>The places that the company ships from.</summary>
public interface IWarehouses
{
    Task<IReadOnlyList<WarehouseSite>> AllAsync(CancellationToken ct);

    /// <summary>Adds a site in the caller's unit of work; its id is given by the caller.</summary>
    Task<Result> AddAsync(WarehouseSite site, CancellationToken ct);

    /// <summary>Puts what is given in place of what is on file, in the caller's unit of work. Refused where the id is unknown or the code is another site's.</summary>
    Task<Result> ChangeAsync(WarehouseSite site, CancellationToken ct);
}
