using System.Text.RegularExpressions;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

/// <summary>What a warehouse must be, whoever says so: a person, a program or the founding of a company.</summary>
internal static partial class SiteRules
{
    public static Result Check(WarehouseSite site)
    {
        if (!Code().IsMatch(site.Code)) return InventoryProblems.BadCode(site.Code);
        if (site.Name.Length == 0) return InventoryProblems.NameMissing();
        if (!Countries.IsKnown(site.Address.Country)) return InventoryProblems.BadCountry(site.Address.Country);
        if (Math.Abs(site.Latitude) > 90 || Math.Abs(site.Longitude) > 180) return InventoryProblems.BadPlace();
        return TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _) ? Result.Ok : InventoryProblems.UnknownTimeZone(site.TimeZone);
    }

    [GeneratedRegex("^[A-Z0-9-]{2,16}$")]
    private static partial Regex Code();
}
