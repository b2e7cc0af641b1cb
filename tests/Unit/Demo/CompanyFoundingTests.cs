using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Server.Demo.Founding;
using Entrepot.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Demo;

[Storage]
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

    [Fact]
    public async Task A_founding_that_is_cut_off_at_any_commit_is_completed_by_the_next_start()
    {
        var whole = await FoundedAsync(commits: int.MaxValue);
        whole.Announced.ShouldBe(1);
        whole.Counts.ShouldContain("identity_user 1");

        var cut = 0;
        for (Founded founded; (founded = await FoundedAsync(cut)).WasCut; cut++) founded.Counts.ShouldBe(whole.Counts, $"cut off after {cut} commits");
        cut.ShouldBeGreaterThan(4, "sites and goods, parties, rules, each entry of the blacklist and the administrator are units of their own");
    }

    private sealed record Founded(bool WasCut, int Announced, string Counts);

    /// <summary>Starts with a power cut before the commit after so many, then starts again as the product does.</summary>
    private static async Task<Founded> FoundedAsync(int commits)
    {
        var power = new PowerCut();
        await using var database = await TestDatabase.CreateAsync(services => services.ConfigureDbContext<EntrepotDb>(options => options.AddInterceptors(power)), AllModules.List());
        await using (var scope = ScopeOf(database)) await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().ExecuteDeleteAsync(Ct);
        power.CommitsLeft = commits;
        var announced = 0;
        var wasCut = false;
        try { await StartAsync(); }
        catch (IOException) { wasCut = true; }

        power.CommitsLeft = int.MaxValue;
        await StartAsync();
        await StartAsync();
        return new(wasCut, announced, await CountsAsync(database));

        Task StartAsync() => FirstCompany.EnsureAsync(database.Services, Founding.Demo, _ => announced++, Ct);
    }

    /// <summary>Rows per table.</summary>
    private static async Task<string> CountsAsync(TestDatabase database)
    {
        var company = await Companies.FirstAsync(database.Services, Ct);
        await using var scope = database.As(company!.Id);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var counts = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            counts.Add($"{table} {(await db.QueryAsync($"SELECT COUNT(*) FROM \"{table}\"", row => row.GetInt64(0), Ct))[0]}");
        return string.Join('\n', counts);
    }

    /// <summary>The power fails at the commit after so many.</summary>
    private sealed class PowerCut : DbTransactionInterceptor
    {
        public int CommitsLeft { get; set; } = int.MaxValue;

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(System.Data.Common.DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            CommitsLeft-- > 0 ? ValueTask.FromResult(result) : throw new IOException("The power fails.");
    }

    private static async Task FoundAsync(TestDatabase database)
    {
        await using var scope = ScopeOf(database);
        await CompanyFounding.In(scope.ServiceProvider).FoundAsync(new() { Id = Company, Code = "demo", Name = "Demo", Currency = "EUR", CreatedAt = TestDatabase.Noon }, Ct);
    }

    private static AsyncServiceScope ScopeOf(TestDatabase database)
    {
        var scope = database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(Company);
        return scope;
    }
}
