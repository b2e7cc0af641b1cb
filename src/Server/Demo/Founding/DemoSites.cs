using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Server.Demo.Founding;

/// <summary>Where the demo company keeps its goods (<c>Rules/demo-warehouses.tsv</c>).</summary>
internal static class DemoWarehouses
{
    public static IReadOnlyList<WarehouseSite> Load(string company, Func<long> nextId) =>
        [.. RuleFile.Rows(typeof(DemoWarehouses).Assembly, "demo-warehouses.tsv").Select(row => new WarehouseSite(
            new(nextId()), row[0], row[1],
            new() { Name = company, Company = company, Line1 = row[2], City = row[3], Province = row[4], Postcode = row[5], Country = row[6], Phone = row[7] },
            double.Parse(row[8], CultureInfo.InvariantCulture), double.Parse(row[9], CultureInfo.InvariantCulture), row[10], TimeOnly.Parse(row[11], CultureInfo.InvariantCulture), IsActive: true))];
}

/// <param name="CodeStart">Before each SKU in this channel's own article codes; empty where it uses our SKUs.</param>
internal sealed record DemoChannel(SalesChannel Channel, string CodeStart);

/// <summary>Where the demo company sells (<c>Rules/demo-channels.tsv</c>).</summary>
internal static class DemoChannels
{
    public static IReadOnlyList<DemoChannel> Load(Func<long> nextId) =>
        [.. RuleFile.Rows(typeof(DemoChannels).Assembly, "demo-channels.tsv").Select(row => new DemoChannel(new(new(nextId()), row[0], row[1], row[2], row[3]), row[4]))];
}
