using Entrepot.Customs.Contracts;
using Entrepot.Customs.Features;
using Entrepot.Finance.Domain;
using Entrepot.Finance.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Data.Moving;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Watching;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Moving;

/// <summary>What belongs to no company reaches every cell: a company is compared with the same denied parties wherever it lives.</summary>
[Storage("postgres")]
public sealed class SharedDataTests
{
    private const string NeedsServer = "Cells of both engines need PostgreSQL.";
    private const string CountNames = "SELECT COUNT(*) FROM customs_party_name WHERE @p0 > 0";

    [Fact]
    public async Task Denied_parties_and_exchange_rates_are_what_all_companies_share()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var scope = world.Database.As(TestDatabase.Ours);

        // Whoever adds a table without a company decides here: it is brought to every cell, or says that it stays behind.
        (await MovedTables.OfAsync(scope.ServiceProvider.GetRequiredService<EntrepotDb>(), World.Ct)).Shared.Select(table => table.Name)
            .ShouldBe(["customs_party_list", "customs_party_name", "customs_tariff_edition", "customs_tariff_part", "finance_fx_rate"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cell_gets_them_when_it_is_added_and_with_every_import_since(bool isFile)
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await ImportDemoAsync(world);
        await cells.AddAsync("east", isFile);
        (await cells.CountAsync("east", CountNames)).ShouldBe(await cells.CountAsync(Cell.HomeCode, CountNames));

        await ImportAsync(world, "7,\"QUILLFEATHER, Ambrosius\",\"individual\",\"TEST\",-0-\n8,\"THORNWICK, Ottilie\",\"individual\",\"TEST\",-0-\n");
        await RateAsync(world, "2026-11-02", "1.25");
        (await Shared(world).BringAsync(comparesAll: false, World.Ct)).ShouldHaveSingleItem().Rows.ShouldBe(4, "a list, its two names and a rate");
        await ImportAsync(world, "8,\"THORNWICK, Ottilie\",\"individual\",\"TEST\",-0-\n");
        await Shared(world).BringAsync(comparesAll: false, World.Ct);

        (await Shared(world).CompareAsync(World.Ct)).ShouldHaveSingleItem().IsSame.ShouldBeTrue();
        (await cells.CountAsync("east", "SELECT COUNT(*) FROM customs_party_name WHERE @p0 > 0 AND name LIKE 'QUILL%'")).ShouldBe(0, "a name that was taken off a list");
        (await cells.CountAsync("east", "SELECT MAX(rate_e6) FROM finance_fx_rate WHERE @p0 > 0 AND currency = 'USD'")).ShouldBe(1_250_000);
        (await Shared(world).BringAsync(comparesAll: true, World.Ct)).ShouldHaveSingleItem().Rows.ShouldBe(0);
    }

    [Fact]
    public async Task While_its_cell_is_behind_nobody_is_compared_with_old_lists_and_afterwards_the_new_name_is_found()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await cells.AddAsync("east", isFile: false);
        await ImportDemoAsync(world);
        await Shared(world).BringAsync(comparesAll: false, World.Ct);
        (await new CompanyPlacing(cells.Databases, cells.Directory, cells.Clock, _ => { }).RunAsync("ours", "east", World.Ct)).IsOk.ShouldBeTrue();
        (await ScreenAsync(world)).ShouldBe(0);

        await ImportAsync(world, "7,\"QUILLFEATHER, Ambrosius\",\"individual\",\"TEST\",-0-\n");

        await Should.ThrowAsync<SharedBehindException>(ScreenAsync(world));
        (await world.Database.Services.GetRequiredService<Readiness>().ReadAsync()).Checks.Single(check => check.Name == "cell east").Status.ShouldBe("warning");
        await Shared(world).BringAsync(comparesAll: false, World.Ct);
        (await ScreenAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_that_were_changed_past_us_are_found_by_verify_and_mended()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await ImportDemoAsync(world);
        var address = await cells.AddAsync("east", isFile: false);
        (await WrongAsync(world)).ShouldBeEmpty();

        await PostgresServer.ExecuteAsync("DELETE FROM customs_party_name WHERE place = 0; UPDATE customs_party_list SET title = 'planted'", address);

        (await WrongAsync(world)).ShouldSatisfyAllConditions(
            wrong => wrong.Count.ShouldBe(2),
            wrong => wrong[0].ShouldStartWith("east: customs_party_list: 1 rows"),
            wrong => wrong[1].ShouldStartWith("east: customs_party_name: 1 rows"));
        (await Shared(world).BringAsync(comparesAll: true, World.Ct)).ShouldHaveSingleItem().Rows.ShouldBe(2);
        (await WrongAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cell_that_says_it_has_the_home_s_edition_but_was_left_behind_is_found()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        var address = await cells.AddAsync("east", isFile: false);
        await PostgresServer.ExecuteAsync("UPDATE platform_shared SET token = 'planted'", address);
        (await WrongAsync(world)).ShouldHaveSingleItem().ShouldStartWith("east: has edition");

        await cells.Databases.LookAsync(TimeSpan.FromSeconds(30), World.Ct);
        Shared(world).IsBehind(cells.Databases.Find("east")!).ShouldBeTrue();
        await Shared(world).BringAsync(comparesAll: false, World.Ct);
        (await WrongAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_changes_them_in_one_database_alone()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();

        await Should.ThrowAsync<InvalidOperationException>(world.Database.InUnitAsync(scope =>
        {
            scope.GetRequiredService<EntrepotDb>().Writes.Insert(new FxRateRow { Day = new(2026, 11, 2), Currency = "USD", RateE6 = 1, Source = "planted" });
            return Task.CompletedTask;
        }));
    }

    private static Entrepot.Platform.Data.SharedData Shared(World world) => world.Database.Services.GetRequiredService<Entrepot.Platform.Data.SharedData>();

    private static async Task ImportDemoAsync(World world)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportDemoAsync(World.Ct);
    }

    private static async Task ImportAsync(World world, string sdn)
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-shared-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "sdn.csv"), sdn, World.Ct);
        await using var scope = world.Database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportAsync(folder.FullName, new(2026, 11, 2), World.Ct)).IsOk.ShouldBeTrue();
        folder.Delete(recursive: true);
    }

    private static async Task RateAsync(World world, string day, string dollars)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetRequiredService<ImportFxRates>().RunAsync(new StringReader($"Date,USD\n{day},{dollars}\n"), World.Ct)).IsOk.ShouldBeTrue();
    }

    private static async Task<int> ScreenAsync(World world)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        var screening = ActivatorUtilities.CreateInstance<ScreenParties>(scope.ServiceProvider);
        var address = Goods.AnOrder("any", ("MUG", 1)).ShipTo;
        return (await screening.ScreenAsync([new PartyRequest("Ambrosius Quillfeather", "", address)], World.Ct))[0].Matches.Count;
    }

    private static async Task<IReadOnlyList<string>> WrongAsync(World world) =>
        (await VerifyDatabase.RunAsync(world.Database.Services, World.Ct)).Single(report => report.Name.StartsWith("What all companies share", StringComparison.Ordinal)).Wrong;
}
