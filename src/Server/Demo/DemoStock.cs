using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Demo;

/// <summary>Opening stock for products that an import into the test world has made up: the file names what was sold, never what was there.</summary>
internal static class DemoStock
{
    private const int BatchSize = 500;

    /// <summary>Pieces per product and warehouse: plenty in Birmingham, where the retailer was, some in Frankfurt.</summary>
    private static readonly (string Warehouse, long Pieces)[] Opening = [("BHX", 20_000), ("FRA", 2_000)];

    /// <summary>Gives every plain product without any stock its opening stock. Running it again changes nothing.</summary>
    public static async Task FillAsync(IServiceProvider services, TenantId company, CancellationToken ct)
    {
        await using var scope = services.As(company, "opening stock");
        var sites = (await scope.ServiceProvider.GetRequiredService<IWarehouses>().AllAsync(ct)).ToDictionary(site => site.Code);
        var products = await scope.ServiceProvider.GetRequiredService<ICatalogListing>().AllAsync(ct);
        foreach (var part in products.Where(product => !product.IsBundle).Select(product => product.Id).Chunk(BatchSize)) await ReceiveAsync(services, company, sites, part, ct);
    }

    private static async Task ReceiveAsync(IServiceProvider services, TenantId company, Dictionary<string, WarehouseSite> sites, ProductId[] products, CancellationToken ct)
    {
        await using var scope = services.As(company, "opening stock");
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(ct);
        var stock = scope.ServiceProvider.GetRequiredService<IStock>();
        var stocked = (await stock.LevelsAsync(products, ct)).Select(level => level.Product).ToHashSet();
        var receipts = products.Where(product => !stocked.Contains(product))
            .SelectMany(product => Opening.Where(opening => sites.ContainsKey(opening.Warehouse))
                .Select(opening => new StockReceipt(sites[opening.Warehouse].Id, product, opening.Pieces, $"opening/{opening.Warehouse}/{product.Value}")));
        await stock.ReceiveAsync([.. receipts], ct);
        await unit.CommitAsync(ct);
    }
}
