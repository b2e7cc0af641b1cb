using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Domain;

/// <summary>A place that stocks goods, as stored.</summary>
internal sealed class WarehouseRecord : ITenantRow
{
    public TenantId TenantId { get; init; }
    public WarehouseId Id { get; init; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Address Address { get; private set; } = new();
    public double Latitude { get; private set; }
    public double Longitude { get; private set; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>Minutes after local midnight.</summary>
    public int CutOffMinutes { get; private set; }
    public bool IsActive { get; private set; }

    public static WarehouseRecord From(TenantId tenant, WarehouseSite site)
    {
        var record = new WarehouseRecord { TenantId = tenant, Id = site.Id };
        record.Become(site);
        return record;
    }

    public void Become(WarehouseSite site) => (Code, Name, Address, Latitude, Longitude, TimeZone, CutOffMinutes, IsActive) =
        (site.Code, site.Name, site.Address, site.Latitude, site.Longitude, site.TimeZone, (int)site.CutOff.ToTimeSpan().TotalMinutes, site.IsActive);

    public WarehouseSite ToSite() => new(
        Id, Code, Name, Address, Latitude, Longitude, TimeZone, TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(CutOffMinutes)), IsActive);
}
