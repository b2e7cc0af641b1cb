using System.Reflection;
using Npgsql;

namespace Entrepot.Unit.Platform;

/// <summary>Every table of a company begins its keys with the company and is walled off, so that the company could move to another database, or the tables be spread over several.</summary>
[Storage("postgres")]
public sealed class ShardableTests
{
    [Fact]
    public async Task No_table_ties_companies_together()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "The lint reads PostgreSQL's catalogue.");
        await using var database = await TestDatabase.CreateAsync();

        (await LintAsync(database)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CREATE TABLE planted (id bigint PRIMARY KEY)", "no tenant_id and not marked global")]
    [InlineData("CREATE TABLE planted (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id))", "RLS not forced")]
    [InlineData("CREATE UNIQUE INDEX planted ON platform_work (key)", "unique/PK planted lacks tenant_id")]
    [InlineData("CREATE INDEX planted ON platform_work (key, tenant_id)", "tenant_id is not the first column of planted")]
    public async Task The_lint_finds_what_was_planted(string sql, string found)
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "The lint reads PostgreSQL's catalogue.");
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsOwnerAsync(sql);

        (await LintAsync(database)).ShouldContain(row => row.StartsWith(found, StringComparison.Ordinal));
    }

    private static async Task<List<string>> LintAsync(TestDatabase database)
    {
        await using var text = Assembly.GetExecutingAssembly().GetManifestResourceStream("shardable_lint.sql")!;
        using var reader = new StreamReader(text);
        await using var connection = new NpgsqlConnection(database.Address + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(await reader.ReadToEndAsync(), connection);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync()) found.Add($"{rows.GetString(0)}: {rows.GetString(1)}");
        return found;
    }
}
