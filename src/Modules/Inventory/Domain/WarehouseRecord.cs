using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Domain;

/// <summary>A place that stocks goods, as stored.</summary>
internal sealed class WarehouseRecord : ITenantRow
{
    public TenantId TenantId { get; init; }
    public WarehouseId Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public Address Address { get; init; } = new();
    public double Latitude { get; init; }
    public double Longitude { get; init; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Minutes after local midnight.</summary>
    public int CutOffMinutes { get; init; }
    public bool IsActive { get; init; }

    public static WarehouseRecord From(TenantId tenant, WarehouseSite site) => new()
    {
        TenantId = tenant,
        Id = site.Id,
        Code = site.Code,
        Name = site.Name,
        Address = site.Address,
        Latitude = site.Latitude,
        Longitude = site.Longitude,
        TimeZone = site.TimeZone,
        CutOffMinutes = (int)site.CutOff.ToTimeSpan().TotalMinutes,
        IsActive = site.IsActive,
    };

    public WarehouseSite ToSite() => new(
        Id, Code, Name, Address, Latitude, Longitude, TimeZone, TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(CutOffMinutes)), IsActive);
}
