using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Server.Demo.Founding;

/// <summary>What lies in one warehouse on the first day.</summary>
internal readonly record struct OpeningStock(string Warehouse, string Sku, long Quantity);

/// <summary>What a supplier will bring, so that a backorder has a day.</summary>
internal readonly record struct OpeningInbound(string Warehouse, string Sku, long Quantity, int Days);

/// <summary>The demo company's stock on the first day (<c>Rules/demo-stock.tsv</c>).</summary>
internal static class DemoOpeningStock
{
    private static readonly string[] Warehouses = ["SZX", "LAX", "FRA", "BHX"];

    public static (IReadOnlyList<OpeningStock> OnHand, IReadOnlyList<OpeningInbound> Inbound) Load()
    {
        var onHand = new List<OpeningStock>();
        var inbound = new List<OpeningInbound>();
        foreach (var row in RuleFile.Rows(typeof(DemoOpeningStock).Assembly, "demo-stock.tsv"))
        {
            for (var i = 0; i < Warehouses.Length; i++)
                if (Number(row[1 + i]) is > 0 and var quantity) onHand.Add(new(Warehouses[i], row[0], quantity));
            if (row[5].Split(':') is [var warehouse, var pieces, var days]) inbound.Add(new(warehouse, row[0], Number(pieces), (int)Number(days)));
        }

        return (onHand, inbound);
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
