using Entrepot.Kernel;
using Entrepot.Sandbox;
using Entrepot.Sandbox.Shops;
using Entrepot.Server.Demo.Founding;

namespace Entrepot.Server.Demo;

/// <summary>The demo catalogue as its shops offer it.</summary>
internal static class SandboxArticles
{
    /// <summary>List prices in euro cents up to which goods sell often, and sometimes.</summary>
    private const long CheapMax = 2_500;
    private const long MediumMax = 6_500;

    public static IReadOnlyList<Article> Load()
    {
        var products = DemoProducts.Load();
        var awkward = products.Where(IsAwkward).Select(product => product.Sku).ToHashSet(StringComparer.Ordinal);
        return [.. products.Select(product => new Article(
            product.Sku, product.Product.Product.Name, product.ListPriceEurMinor, product.Product.Product.IsAlcohol, product.Product.Product.WeightGrams,
            awkward.Contains(product.Sku) || product.Product.Parts.Any(part => awkward.Contains(part.Sku)) ? 1 : Popularity(product)))];
    }

    /// <summary>
    /// What a shop would not offer to the whole world, and of which a few orders shall be seen all the same: without HS code
    /// or weight, loose lithium cells (no passenger aircraft takes them) and alcohol (excise duty behind every border).
    /// </summary>
    private static bool IsAwkward(DemoProduct product)
    {
        var goods = product.Product.Product;
        return product.Product.Parts.Count == 0
            && (goods.HsCode.Length == 0 || goods.WeightGrams == 0 || goods.IsAlcohol || goods.Battery is BatteryKind.LithiumIonAlone or BatteryKind.LithiumMetalAlone);
    }

    /// <summary>People buy cheap things more often.</summary>
    private static int Popularity(DemoProduct product) => product.ListPriceEurMinor switch { <= CheapMax => 12, <= MediumMax => 7, _ => 3 };
}

/// <summary>How quickly the sandbox's shops sell: <c>Entrepot:Sandbox:OpeningOrdersPerMinute</c> and <c>Entrepot:Sandbox:OrdersPerMinute</c>; zero stops them.</summary>
internal static class SandboxPace
{
    public static SalesPace Read(IConfiguration configuration)
    {
        var pace = SalesPace.Default;
        return pace with
        {
            OpeningInterval = Interval(configuration["Entrepot:Sandbox:OpeningOrdersPerMinute"]) ?? pace.OpeningInterval,
            Interval = Interval(configuration["Entrepot:Sandbox:OrdersPerMinute"]) ?? pace.Interval,
        };
    }

    private static TimeSpan? Interval(string? perMinute) =>
        double.TryParse(perMinute, System.Globalization.CultureInfo.InvariantCulture, out var orders) ? orders <= 0 ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1 / orders) : null;
}
