using Entrepot.Inventory;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Features;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Ui;
using Entrepot.Unit.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Inventory;

/// <summary>Warehouses are added and changed by people and programs alike.</summary>
[Storage]
public sealed class WarehousePagesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private static readonly WarehouseBody Hamburg = new(
        "HAM", "Hamburg", "Quill GmbH", "Kaistrasse 1", "", "Hamburg", "", "20457", "DE", "", "", 53.54, 9.98, "Europe/Berlin", "16:30", null);

    [Fact]
    public async Task A_warehouse_is_added_changed_and_switched_off()
    {
        await using var database = await CreateAsync();

        var added = (await EditAsync(database, edit => edit.AddAsync(Hamburg, Ct))).Value;
        (await EditAsync(database, edit => edit.ChangeAsync(new(added.Id), Hamburg with { Name = "Hamburg docks", CutOff = "9:05", IsActive = false }, Ct))).IsOk.ShouldBeTrue();

        var site = (await SitesAsync(database)).Single(row => row.Code == "HAM");
        (site.Name, site.CutOff, site.IsActive, site.Address.Postcode).ShouldBe(("Hamburg docks", new TimeOnly(9, 5), false, "20457"));
    }

    [Theory]
    [InlineData("ham", "DE", "16:30", "Europe/Berlin", 53, "inventory.bad_warehouse_code")]
    [InlineData("SZX", "DE", "16:30", "Europe/Berlin", 53, "inventory.warehouse_code_taken")]
    [InlineData("HAM", "XX", "16:30", "Europe/Berlin", 53, "inventory.bad_country")]
    [InlineData("HAM", "DE", "half past four", "Europe/Berlin", 53, "inventory.bad_cut_off")]
    [InlineData("HAM", "DE", "16:30", "Mars/Olympus", 53, "inventory.unknown_time_zone")]
    [InlineData("HAM", "DE", "16:30", "Europe/Berlin", 153, "inventory.bad_coordinates")]
    public async Task What_a_warehouse_cannot_be_is_refused_and_changes_nothing(string code, string country, string cutOff, string zone, double north, string refusal)
    {
        await using var database = await CreateAsync();
        var wrong = Hamburg with { Code = code, Country = country, CutOff = cutOff, TimeZone = zone, Latitude = north };

        (await EditAsync(database, edit => edit.AddAsync(wrong, Ct))).Problem!.Code.ShouldBe(refusal);
        (await EditAsync(database, edit => edit.ChangeAsync(new(2), wrong, Ct))).Problem!.Code.ShouldBe(refusal);

        (await SitesAsync(database)).Select(site => $"{site.Code} {site.Address.Country}").ShouldBe(["LAX DE", "SZX DE"]);
    }

    [Theory]
    [InlineData("en", "New warehouse")]
    [InlineData("zh-CN", "<h1>")]
    public async Task The_pages_render(string language, string says)
    {
        await using var database = await CreateAsync();
        await using var scope = database.As(TestDatabase.Ours);
        var list = await scope.ServiceProvider.GetRequiredService<WarehouseList>().RunAsync(ListUrl.Of("/warehouses", ""), Ct);

        (await Kit.RenderAsync<WarehouseListPage>(new { Found = list }, language: language)).ShouldContain(says);
        var site = (await SitesAsync(database))[0];
        (await Kit.RenderAsync<WarehousePage>(new { Found = new WarehouseFormView(site.Id.Value, site, ["Asia/Shanghai"]) }, language: language)).ShouldContain("value=\"LAX\"");
        (await Kit.RenderAsync<WarehousePage>(new { Found = new WarehouseFormView(null, null, []) }, language: language)).ShouldContain("name=\"latitude\"");
    }

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync(services => services.AddSingleton<Entrepot.Catalog.Contracts.ICatalog>(new ThreeProducts()), new InventoryModule());
        await database.InUnitAsync(async provider =>
        {
            var warehouses = provider.GetRequiredService<IWarehouses>();
            (await warehouses.AddAsync(StoredWorld.AWarehouse(1, "SZX", "Asia/Shanghai"), Ct)).IsOk.ShouldBeTrue();
            (await warehouses.AddAsync(StoredWorld.AWarehouse(2, "LAX", "America/Los_Angeles"), Ct)).IsOk.ShouldBeTrue();
        });
        return database;
    }

    private static async Task<T> EditAsync<T>(TestDatabase database, Func<EditWarehouse, Task<T>> act)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider.GetRequiredService<EditWarehouse>());
    }

    private static async Task<IReadOnlyList<WarehouseSite>> SitesAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IWarehouses>().AllAsync(Ct);
    }
}
