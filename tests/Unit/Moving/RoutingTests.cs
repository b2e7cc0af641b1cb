using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Entrepot.Unit.Journey;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Moving;

/// <summary>Each scope works in the database of its company; the home knows which.</summary>
[Storage("postgres")]
public sealed class RoutingTests
{
    private const string NeedsServer = "Cells of both engines need PostgreSQL.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_company_founded_in_a_cell_has_its_rows_there_and_nowhere_else(bool isFile)
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await cells.AddAsync("east", isFile);

        var third = (await cells.Directory.FoundAsync("third", "Third", "EUR", "east", region: null, World.Ct)).Value;
        await using (var scope = world.Database.As(third))
            (await scope.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateAdministratorAsync(third, "admin", "correct horse battery staple", World.Ct)).IsOk.ShouldBeTrue();

        (await UsersAsync(cells, "east", third)).ShouldBe(1);
        (await UsersAsync(cells, Cell.HomeCode, third)).ShouldBe(0);
        (await cells.Directory.FindAsync("third", World.Ct)).Value.Cell.ShouldBe("east");
        (await cells.Databases.CompaniesAsync(World.Ct)).ShouldContain(third);
        await using (var scope = world.Database.As(third))
            (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().SingleAsync(World.Ct)).Code.ShouldBe("third", "its own row is all that a cell knows of companies");
    }

    [Fact]
    public async Task A_company_whose_data_must_stay_in_a_region_is_placed_nowhere_else()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await cells.AddAsync("shenzhen", isFile: true, region: "cn");

        (await cells.Directory.FoundAsync("third", "Third", "EUR", "shenzhen", region: "eu", World.Ct)).Problem!.Code.ShouldBe("platform.cell_other_region");
        (await cells.Directory.FoundAsync("third", "Third", "EUR", Cell.HomeCode, region: "eu", World.Ct)).Problem!.Code.ShouldBe("platform.cell_region_unknown");
        (await cells.Directory.FoundAsync("third", "Third", "CNY", "shenzhen", region: "cn", World.Ct)).IsOk.ShouldBeTrue();
        (await cells.Directory.PinAsync("third", "eu", World.Ct)).Problem!.Code.ShouldBe("platform.cell_other_region");
        (await cells.Directory.FoundAsync("fourth", "Fourth", "EUR", "nowhere", region: null, World.Ct)).Problem!.Code.ShouldBe("platform.no_cell");
    }

    [Fact]
    public async Task What_is_done_once_for_the_server_is_kept_by_a_company_at_home_though_an_older_one_lives_in_a_cell()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        const string kind = "test.once";
        await using var world = await World.OpenAsync(services => services.AddSchedule(kind, Cadence.DailyAt(new(2, 30), "UTC"), isForServer: true));
        await using var cells = new Cells(world);
        await cells.AddAsync("east", isFile: true);
        await using (var home = cells.Databases.Open(cells.Databases.Home))
            await home.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().Where(company => company.Id == TestDatabase.Ours).ExecuteUpdateAsync(row => row.SetProperty(company => company.Cell, "east"), World.Ct);

        await world.Database.Services.GetRequiredService<Schedules>().ArmAsync(TestDatabase.Theirs, World.Ct);

        await using var scope = world.Database.As(TestDatabase.Theirs);
        (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().CountAsync(item => item.Kind == kind, World.Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task A_cell_that_does_not_answer_stops_its_own_companies_only()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        var address = await cells.AddAsync("east", isFile: false);
        var third = (await cells.Directory.FoundAsync("third", "Third", "EUR", "east", region: null, World.Ct)).Value;

        await PostgresServer.ExecuteAsync($"ALTER DATABASE {new Npgsql.NpgsqlConnectionStringBuilder(address).Database} ALLOW_CONNECTIONS false");
        Npgsql.NpgsqlConnection.ClearAllPools();
        await cells.Databases.LookAsync(TimeSpan.FromSeconds(5), World.Ct);

        await Should.ThrowAsync<CellAwayException>(async () =>
        {
            await using var scope = world.Database.As(third);
            await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(World.Ct);
        });
        await MoveWorld.WriteAsync(world.Database);
        (await cells.Databases.CompaniesAsync(World.Ct)).ShouldBe([TestDatabase.Ours, TestDatabase.Theirs]);
        (await world.Database.Services.GetRequiredService<Backlogs>().ReadAllAsync(World.Ct)).ShouldAllBe(backlog => backlog.Tenant != third);
        var ready = await world.Database.Services.GetRequiredService<Readiness>().ReadAsync();
        ready.Checks.Single(check => check.Name == "cell east").Status.ShouldBe("warning");

        await PostgresServer.ExecuteAsync($"ALTER DATABASE {new Npgsql.NpgsqlConnectionStringBuilder(address).Database} ALLOW_CONNECTIONS true");
        await cells.Databases.LookAsync(TimeSpan.FromSeconds(30), World.Ct);
        (await cells.Databases.CompaniesAsync(World.Ct)).ShouldContain(third);
    }

    private static async Task<int> UsersAsync(Cells cells, string cell, TenantId company)
    {
        await using var scope = cells.Databases.Open(cells.Databases.Find(cell)!);
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company);
        return (int)(await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync("SELECT COUNT(*) FROM identity_user WHERE tenant_id = @p0", row => row.GetInt64(0), World.Ct, company.Value)).Single();
    }
}
