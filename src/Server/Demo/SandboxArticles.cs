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

    public static IReadOnlyList<Article> Load() => [.. DemoProducts.Load().Select(product => new Article(
        product.Sku, product.Product.Product.Name, product.ListPriceEurMinor, product.Product.Product.IsAlcohol, product.Product.Product.WeightGrams, Popularity(product)))];

    /// <summary>People buy cheap things more often. What cannot be shipped easily (no HS code, no weight, loose lithium cells) is rare, so that most orders pass.</summary>
    private static int Popularity(DemoProduct product)
    {
        var goods = product.Product.Product;
        if (product.Product.Parts.Count == 0 && (goods.HsCode.Length == 0 || goods.WeightGrams == 0 || goods.Battery is BatteryKind.LithiumIonAlone or BatteryKind.LithiumMetalAlone)) return 2;
        return product.ListPriceEurMinor switch { <= CheapMax => 12, <= MediumMax => 7, _ => 3 };
    }
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
