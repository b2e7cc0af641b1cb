using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Customs;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Tax;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Customs;

/// <summary>The customs rules as the product wires them, round exchange rates, and short ways to say what is imported.</summary>
internal static class ImportWorld
{
    public static readonly DateOnly Today = new(2026, 11, 2);

    /// <summary>Round rates, so that the sums in the tests can be done by hand.</summary>
    public static readonly FxTable Fx = new(Today, "EUR", new Dictionary<string, long>
    {
        ["USD"] = 1_100_000,
        ["GBP"] = 800_000,
        ["JPY"] = 160_000_000,
        ["CAD"] = 1_500_000,
        ["AUD"] = 1_600_000,
        ["CHF"] = 1_000_000,
        ["NOK"] = 11_000_000,
        ["SGD"] = 1_500_000,
        ["AED"] = 4_000_000,
        ["SAR"] = 4_000_000,
        ["BHD"] = 400_000,
        ["KWD"] = 350_000,
        ["MXN"] = 20_000_000,
        ["BRL"] = 6_000_000,
        ["RON"] = 5_000_000,
        ["ILS"] = 4_000_000,
        ["ISK"] = 140_000_000,
        ["HKD"] = 8_000_000,
        ["ZAR"] = 20_000_000,
        ["NZD"] = 1_800_000,
        ["CNY"] = 8_000_000,
    }.ToFrozenDictionary(), "round test rates");

    private static readonly ServiceProvider Services = Build();

    public static ILandedCost LandedCost => Services.GetRequiredService<ILandedCost>();

    public static T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public static Result<LandedCostQuote> Quote(LandedCostRequest request) => LandedCost.Quote([request])[0];

    public static LandedCostRequest From(string shipFrom, string shipTo, string currency, long freightMinor, params LandedCostLine[] lines) =>
        new("SO-1", Today, shipFrom, shipTo, "", Incoterm.Ddp, currency, lines, freightMinor, 0, Fx, null, false, false);

    /// <summary>Five T-shirts of cotton, HS 6109.10, made in China, 150 g each.</summary>
    public static LandedCostLine TShirts(long minor, long id = 1, string hs = "610910") => new(id, hs, "CN", "Cotton T-shirt", 5, minor, 750);

    /// <summary>One wrist-watch, HS 9102.11, made in China.</summary>
    public static LandedCostLine Watch(long minor, long id = 2) => new(id, "910211", "CN", "Wrist-watch", 1, minor, 100);

    /// <summary>Candles, HS 3406.00, made in China.</summary>
    public static LandedCostLine Candles(long minor, long id = 3, string origin = "CN") => new(id, "340600", origin, "Scented candle", 2, minor, 600);

    /// <summary>A book, HS 4901.99, printed in China.</summary>
    public static LandedCostLine Book(long minor, long id = 4) => new(id, "490199", "CN", "Printed book", 1, minor, 400);

    public static LandedCostRequest On(this LandedCostRequest request, string day) =>
        request with { On = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) };

    /// <summary>Duty, import tax and fees in minor units, as the tables of the tests write them.</summary>
    public static (string Regime, long Duty, long Tax, long Fees) Figures(this LandedCostQuote quote) =>
        (quote.Regime, quote.Duty.Minor, quote.ImportTax.Minor, quote.Fees.Minor);

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().Build();
        services.AddSingleton(TimeProvider.System);
        new TaxModule().AddServices(services, configuration);
        new CustomsModule().AddServices(services, configuration);
        return services.BuildServiceProvider();
    }
}
