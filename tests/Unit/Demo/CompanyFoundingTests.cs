using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Server.Demo.Founding;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Demo;

public sealed class CompanyFoundingTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly TenantId Company = new(77);

    [Fact]
    public async Task A_founded_company_has_sites_shops_goods_and_stock()
    {
        await using var database = await TestDatabase.CreateAsync(AllModules.List());
        await FoundAsync(database);

        await using var scope = ScopeOf(database);
        var services = scope.ServiceProvider;
        (await services.GetRequiredService<IWarehouses>().AllAsync(Ct)).Select(site => site.Code).ShouldBe(["BHX", "FRA", "LAX", "SZX"]);
        var uk = (await services.GetRequiredService<ISalesChannels>().AllAsync(Ct)).Single(channel => channel.Code == "amazon-uk");

        var found = await services.GetRequiredService<ICatalog>().ResolveAsync([new(uk.Id, "UK-EL-BUDS-BK"), new(uk.Id, "EL-BUDS-BK"), new(uk.Id, "2004001000371"), new(uk.Id, "NONE")], Ct);
        found.Select(product => product?.Sku).ShouldBe(["EL-BUDS-BK", "EL-BUDS-BK", "EL-BUDS-BK", null]);

        var levels = await services.GetRequiredService<IStock>().LevelsAsync([found[0]!.Id], Ct);
        levels.Sum(level => level.OnHand).ShouldBe(DemoOpeningStock.Load().OnHand.Where(lot => lot.Sku == "EL-BUDS-BK").Sum(lot => lot.Quantity));
    }

    [Fact]
    public async Task A_company_is_founded_whole_or_not_at_all()
    {
        await using var database = await TestDatabase.CreateAsync(AllModules.List());
        await FoundAsync(database);

        await Should.ThrowAsync<Exception>(() => FoundAsync(database));

        await using var scope = ScopeOf(database);
        (await scope.ServiceProvider.GetRequiredService<IWarehouses>().AllAsync(Ct)).Count.ShouldBe(4);
    }

    private static async Task FoundAsync(TestDatabase database)
    {
        await using var scope = ScopeOf(database);
        await CompanyFounding.In(scope.ServiceProvider).RunAsync(new() { Id = Company, Code = "demo", Name = "Demo", Currency = "EUR", CreatedAt = TestDatabase.Noon }, Ct);
    }

    private static AsyncServiceScope ScopeOf(TestDatabase database)
    {
        var scope = database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(Company);
        return scope;
    }
}
