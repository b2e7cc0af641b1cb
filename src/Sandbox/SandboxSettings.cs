using Entrepot.Sandbox.Shops;

namespace Entrepot.Sandbox;

/// <summary>What the sandbox's people must know of the company they act for.</summary>
/// <param name="Server">Where the company's server listens.</param>
/// <param name="ShopKey">The shops' API key.</param>
/// <param name="CrewKey">The warehouse crew's API key.</param>
/// <param name="DockKey">The key of those who unload lorries.</param>
/// <param name="DealersKey">The key of the office that uploads dealers' files.</param>
/// <param name="Warehouses">Codes of the sites that have a crew.</param>
/// <param name="Seed">The same seed sells the same to the same people.</param>
/// <param name="FirstSerial">Higher than any order's serial of earlier runs against this company.</param>
/// <param name="HasCrew">False where people want to pick and pack themselves.</param>
public sealed record SandboxSettings(
    Uri Server, string ShopKey, string CrewKey, string DockKey, string DealersKey, IReadOnlyList<Article> Articles, IReadOnlyList<string> Warehouses, SalesPace Pace, int Seed, long FirstSerial,
    bool HasCrew = true);

/// <summary>How quickly all shops together sell: lively at first, so that something is to be seen, then steadily.</summary>
/// <param name="OpeningInterval">Between two orders while the opening lasts.</param>
/// <param name="OrdersMax">Then the shops close: a sandbox that is forgotten must not fill the disk.</param>
public sealed record SalesPace(TimeSpan OpeningLasts, TimeSpan OpeningInterval, TimeSpan Interval, int OrdersMax)
{
    public static SalesPace Default { get; } = new(TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 200_000);
}
