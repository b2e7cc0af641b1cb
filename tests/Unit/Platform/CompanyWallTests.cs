using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entrepot.Unit.Platform;

/// <summary>On PostgreSQL a company's rows are walled off by the database itself, whatever a statement forgets to say.</summary>
[Storage("postgres")]
public sealed class CompanyWallTests
{
    private const string NotAllowed = "42501";

    [Fact]
    public async Task A_company_sees_its_own_rows_only_and_nobody_sees_none()
    {
        await using var database = await AtWorkAsync();

        (await AskAsync(database, TestDatabase.Ours, "SELECT key FROM platform_work")).ShouldBe(["ours"]);
        (await AskAsync(database, TestDatabase.Theirs, "SELECT key FROM platform_work")).ShouldBe(["theirs"]);
        (await AskAsync(database, default, "SELECT key FROM platform_work")).ShouldBeEmpty();
        (await AskAsync(database, TestDatabase.Ours, "SELECT key FROM platform_work WHERE tenant_id = 2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_company_changes_and_removes_its_own_rows_only()
    {
        await using var database = await AtWorkAsync();

        await ChangeAsync(database, TestDatabase.Ours, "UPDATE platform_work SET key = 'changed'");
        await ChangeAsync(database, TestDatabase.Theirs, "DELETE FROM platform_work WHERE tenant_id = 1");

        (await AskAsync(database, TestDatabase.Ours, "SELECT key FROM platform_work")).ShouldBe(["changed"]);
        (await AskAsync(database, TestDatabase.Theirs, "SELECT key FROM platform_work")).ShouldBe(["theirs"]);
    }

    [Theory]
    [InlineData("UPDATE platform_work SET tenant_id = 2")]
    [InlineData("INSERT INTO platform_work (tenant_id, id, kind, key, payload, due_at, attempts, state) VALUES (2, 7, 'k', 'k', '', 0, 0, 'Waiting')")]
    [InlineData("TRUNCATE platform_work")]
    [InlineData("DROP TABLE platform_work")]
    [InlineData("ALTER TABLE platform_work NO FORCE ROW LEVEL SECURITY")]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\"")]
    public async Task What_would_reach_over_the_wall_or_tear_it_down_is_refused(string sql)
    {
        await using var database = await AtWorkAsync();

        (await Should.ThrowAsync<PostgresException>(ChangeAsync(database, TestDatabase.Ours, sql))).SqlState.ShouldBe(NotAllowed);
    }

    [Fact]
    public async Task Rows_written_in_batches_stop_at_the_wall_too()
    {
        await using var database = await AtWorkAsync();
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(CancellationToken.None);
        db.Writes.Insert(new WorkItem { TenantId = TestDatabase.Theirs, Id = 8, Kind = "k", Key = "k" });

        (await Should.ThrowAsync<PostgresException>(unit.CommitAsync(CancellationToken.None))).SqlState.ShouldBe(NotAllowed);
    }

    [Fact]
    public async Task The_product_works_as_a_role_that_owns_nothing_and_passes_no_wall_even_where_a_superuser_signed_in()
    {
        await using var database = await AtWorkAsync();

        (await AskAsync(database, TestDatabase.Ours, """
            SELECT concat_ws(' ', current_user, rolsuper, rolbypassrls, rolcanlogin, (SELECT count(*) FROM pg_class WHERE relowner = r.oid))
            FROM pg_roles r WHERE rolname = current_user
            """)).ShouldBe(["entrepot_app f f f 0"]);
        (await PostgresServer.ExecuteAsync("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", database.Address)).ShouldBe(true);
    }

    [Theory]
    [InlineData("LOGIN CREATEROLE", "entrepot_app")]
    [InlineData("LOGIN", null)]
    public async Task A_user_who_owns_the_tables_stands_before_the_same_wall(string rights, string? worksAs)
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "SQLite has no users.");
        await using var another = await TestDatabase.CreateAsync(); // The role is the server's: by now it exists.
        var user = $"owner_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync($"CREATE ROLE {user} {rights}");
        if (worksAs is not null) await PostgresServer.ExecuteAsync($"GRANT {worksAs} TO {user} WITH ADMIN OPTION");
        var address = PostgresServer.As(user, await PostgresServer.CreateEmptyAsync(user));
        await using (var owned = await TestDatabase.AtAsync(address))
        {
            await WorkAsync(owned);

            (await AskAsync(owned, TestDatabase.Ours, "SELECT current_user || ' ' || key FROM platform_work")).ShouldBe([$"{worksAs ?? user} ours"]);
            (await AskAsync(owned, default, "SELECT key FROM platform_work")).ShouldBeEmpty();
            (await Should.ThrowAsync<PostgresException>(ChangeAsync(owned, TestDatabase.Ours, "UPDATE platform_work SET tenant_id = 2"))).SqlState.ShouldBe(NotAllowed);
        }

        await PostgresServer.DropAsync(address);
    }

    [Fact]
    public async Task A_user_who_may_only_take_the_role_works_on_tables_that_another_has_made()
    {
        await using var database = await AtWorkAsync();
        var user = $"member_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync($"CREATE ROLE {user} LOGIN; GRANT entrepot_app TO {user}");
        await using var member = await TestDatabase.AtAsync(PostgresServer.As(user, database.Address));

        (await AskAsync(member, TestDatabase.Theirs, "SELECT current_user || ' ' || session_user || ' ' || key FROM platform_work")).ShouldBe([$"entrepot_app {user} theirs"]);
    }

    private static async Task<TestDatabase> AtWorkAsync()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "SQLite has no policies.");
        var database = await TestDatabase.CreateAsync();
        await WorkAsync(database);
        return database;
    }

    /// <summary>One piece of work for each company.</summary>
    private static async Task WorkAsync(TestDatabase database)
    {
        foreach (var (company, key) in new[] { (TestDatabase.Ours, "ours"), (TestDatabase.Theirs, "theirs") })
        {
            await using var scope = database.As(company);
            await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
            scope.ServiceProvider.GetRequiredService<WorkQueue>().Add("test", key, 1);
            await unit.CommitAsync(CancellationToken.None);
        }
    }

    private static async Task<List<string>> AskAsync(TestDatabase database, TenantId company, string sql)
    {
        await using var scope = database.As(company);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync(sql, row => row.GetString(0), CancellationToken.None);
    }

    private static async Task ChangeAsync(TestDatabase database, TenantId company, string sql)
    {
        await using var scope = database.As(company);
        await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.ExecuteSqlRawAsync(sql);
    }
}
