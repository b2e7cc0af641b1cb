using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Rules.Contracts;
using Entrepot.Tax.Contracts;
using Entrepot.Warehouse.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Server.Demo.Founding;

/// <summary>
/// Makes a company with the demo's sites, shops, goods and stock, through the modules' contracts, in one unit of work: it
/// is founded whole or not at all. Lists of parties, rules, blacklist and tax registrations follow in units of their own, each of which may
/// be done again.
/// </summary>
internal sealed class CompanyFounding(
    EntrepotDb db, IdBlocks ids, IWarehouses warehouses, ISalesChannels channels, ICatalogEditing catalog, IStock stock, IInbound inbound, IBins bins, IRuleSetup rules, IBlacklistEditing blacklist, IPartyListImport parties, ITaxRegistrations taxes, TimeProvider clock)
{
    private const string Cause = "opening-stock";

    public static CompanyFounding In(IServiceProvider scope) => ActivatorUtilities.CreateInstance<CompanyFounding>(scope);

    /// <summary>The scope must act for <paramref name="company"/> already, although its row comes only now.</summary>
    public async Task FoundAsync(Tenant company, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        db.Add(company);
        var sites = await AddWarehousesAsync(company.Name, ct);
        var products = await AddProductsAsync(ct);
        await AddChannelsAsync(products, ct);
        await AddStockAsync(sites, products, ct);
        await AddBinsAsync(sites, products, ct);
        OrFail(await unit.CommitAsync(ct));
    }

    public async Task FinishAsync(CancellationToken ct)
    {
        await parties.ImportDemoAsync(ct);
        OrFail(await rules.PublishDefaultsAsync(ct));
        foreach (var row in RuleFile.Rows(typeof(CompanyFounding).Assembly, "demo-blacklist.tsv"))
            if ((await blacklist.AddAsync(new(Enum.Parse<BlacklistKind>(row[0]), row[1], Address: null, row[2], Until: null), ct)).Problem is { Code: not "rules.blacklist_entry_exists" } problem) OrFail(problem);
        var thisMonth = new DateOnly(clock.GetUtcNow().Year, clock.GetUtcNow().Month, 1);
        foreach (var row in RuleFile.Rows(typeof(CompanyFounding).Assembly, "demo-tax.tsv"))
            if ((await taxes.AddAsync(new(Enum.Parse<TaxRegistrationKind>(row[0]), row[1], null, row[2], null, row[3], thisMonth, null), ct)).Problem is { Code: not "tax.registration_overlaps" } refused) OrFail(refused);
    }

    private async Task<Dictionary<string, WarehouseId>> AddWarehousesAsync(string company, CancellationToken ct)
    {
        var sites = DemoWarehouses.Load(company, ids.Next);
        foreach (var site in sites) OrFail(await warehouses.AddAsync(site, ct));
        return sites.ToDictionary(site => site.Code, site => site.Id, StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, ProductId>> AddProductsAsync(CancellationToken ct)
    {
        var products = DemoProducts.Load();
        var added = await catalog.AddAsync([.. products.Select(product => product.Product)], ct);
        return products.Zip(added).ToDictionary(pair => pair.First.Sku, pair => pair.Second.Value, StringComparer.Ordinal);
    }

    private async Task AddChannelsAsync(Dictionary<string, ProductId> products, CancellationToken ct)
    {
        foreach (var channel in DemoChannels.Load(ids.Next))
        {
            OrFail(await channels.AddAsync(channel.Channel, ct));
            if (channel.CodeStart.Length == 0) continue;
            foreach (var (sku, product) in products) OrFail(await catalog.MapAsync(new(channel.Channel.Id, channel.CodeStart + sku), product, ct));
        }
    }

    private async Task AddStockAsync(Dictionary<string, WarehouseId> sites, Dictionary<string, ProductId> products, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (onHand, coming) = DemoOpeningStock.Load();
        await stock.ReceiveAsync([.. onHand.Select(lot => new StockReceipt(sites[lot.Warehouse], products[lot.Sku], lot.Quantity, Cause))], ct);
        await inbound.ExpectAsync(
            [.. coming.Select((lot, i) => new ExpectedReceipt(new(ids.Next()), sites[lot.Warehouse], products[lot.Sku], lot.Quantity, today.AddDays(lot.Days), $"purchase-order/{i + 1}"))], ct);
    }

    private async Task AddBinsAsync(Dictionary<string, WarehouseId> sites, Dictionary<string, ProductId> products, CancellationToken ct)
    {
        var (onHand, coming) = DemoOpeningStock.Load();
        var kept = onHand.Select(lot => (lot.Warehouse, lot.Sku)).Concat(coming.Select(lot => (lot.Warehouse, lot.Sku))).Distinct().ToLookup(pair => pair.Warehouse, pair => products[pair.Sku]);
        foreach (var (code, site) in sites)
        {
            var (places, assignments) = DemoBins.For(site, kept[code], ids.Next);
            await bins.AddAsync(places, ct);
            await bins.AssignAsync(assignments, ct);
        }
    }

    /// <summary>The demo's own data was refused: a fault of ours, not of a user.</summary>
    private static void OrFail(Result result)
    {
        if (result.Problem is { } problem) throw new InvalidOperationException($"The demo company cannot be founded. {problem.Code}: {problem.Message}");
    }
}
