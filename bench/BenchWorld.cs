using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>The company that the benchmark runs on: four warehouses, a catalogue, stock for every order, one shop.</summary>
internal sealed class BenchWorld(IServiceProvider services, Func<AsyncServiceScope> scope)
{
    private const int ProductCount = 5_000;
    private const int BatchSize = 500;

    /// <summary>What can be declared wherever the orders go: at six digits, or with the national lines where rates differ below them.</summary>
    private static readonly (string HsCode, string NationalCodes, string What)[] Goods =
    [
        ("610910", "", "cotton T-shirt"), ("850440", "", "USB charger"), ("630260", "", "bath towel"),
        ("900410", "", "sunglasses"), ("960810", "", "ball-point pen"), ("950300", "EU=95030099 GB=95030099", "wooden toy train"),
    ];

    public SalesChannel Channel { get; private set; } = new(default, "", "", "", "");
    public string[] Skus { get; } = [.. Enumerable.Range(0, ProductCount).Select(i => $"BENCH-{i:D5}")];

    public async Task BuildAsync(CancellationToken ct)
    {
        var ids = services.GetRequiredService<IdBlocks>();
        Channel = new(new(ids.Next()), "bench", "Bench shop", "api", "EUR");
        WarehouseSite[] sites =
        [
            Site(ids, "FRA", "DE", "Frankfurt", "60549", "", 50.03, 8.57, "Europe/Berlin"),
            Site(ids, "BHX", "GB", "Birmingham", "B26 3QJ", "", 52.45, -1.74, "Europe/London"),
            Site(ids, "LAX", "US", "Los Angeles", "90045", "CA", 33.94, -118.41, "America/Los_Angeles"),
            Site(ids, "SZX", "CN", "深圳", "518128", "广东省", 22.64, 113.81, "Asia/Shanghai"),
        ];
        await InUnitAsync(async provider =>
        {
            Must(await provider.GetRequiredService<ISalesChannels>().AddAsync(Channel, ct));
            foreach (var site in sites) Must(await provider.GetRequiredService<IWarehouses>().AddAsync(site, ct));
        }, ct);
        foreach (var part in Enumerable.Range(0, ProductCount).Chunk(BatchSize))
            await InUnitAsync(provider => StockAsync(provider, part, sites, ct), ct);
    }

    private async Task StockAsync(IServiceProvider provider, int[] numbers, WarehouseSite[] sites, CancellationToken ct)
    {
        var added = await provider.GetRequiredService<ICatalogEditing>().AddAsync([.. numbers.Select(Product)], ct);
        var receipts = added.SelectMany(product => sites.Select(site => new StockReceipt(site.Id, product.Value, 1_000_000, $"opening/{site.Code}/{product.Value.Value}")));
        await provider.GetRequiredService<IStock>().ReceiveAsync([.. receipts], ct);
    }

    private NewProduct Product(int number)
    {
        var (hs, national, what) = Goods[number % Goods.Length];
        return new(new Product(default, Skus[number], $"{what} {number}")
        {
            WeightGrams = 80 + (number % 37 * 40),
            Size = new(60 + (number % 23 * 10), 50 + (number % 17 * 10), 20 + (number % 11 * 8)),
            Origin = "CN",
            HsCode = hs,
            NationalCodes = NationalCodes.Parse(national),
            CustomsDescription = what,
            Category = "home",
            Cost = new(150 + (number % 90 * 20), "EUR"),
        }, []);
    }

    private async Task InUnitAsync(Func<IServiceProvider, Task> act, CancellationToken ct)
    {
        await using var held = scope();
        await using var unit = await held.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(ct);
        await act(held.ServiceProvider);
        Must(await unit.CommitAsync(ct));
    }

    private static WarehouseSite Site(IdBlocks ids, string code, string country, string city, string postcode, string province, double north, double east, string zone) =>
        new(new(ids.Next()), code, city, new Address { Name = $"Entrepot {code}", Line1 = "1 Cargo Road", City = city, Postcode = postcode, Province = province, Country = country, Phone = "+49 69 1234567" },
            north, east, zone, new TimeOnly(16, 0), IsActive: true);

    private static void Must(Result result)
    {
        if (result.Problem is { } problem) throw new InvalidOperationException($"{problem.Code}: {problem.Message}");
    }
}
