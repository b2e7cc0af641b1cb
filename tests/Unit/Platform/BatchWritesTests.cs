using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>What a batch collects and writes together, the same on both engines.</summary>
[Storage]
public sealed class BatchWritesTests
{
    private const string Rename = "UPDATE platform_tenant SET name = @p1 WHERE id = @p0";

    private const string Append = "UPDATE platform_tenant SET name = name || @p1 WHERE id = @p0";

    [Fact]
    public async Task A_statement_runs_once_for_each_of_its_values()
    {
        await using var database = await TestDatabase.CreateAsync();

        await WriteAsync(database, Rename, expectOneRow: true, [[TestDatabase.Ours.Value, "North"], [TestDatabase.Theirs.Value, "South"]]);

        (await NamesAsync(database)).ShouldBe(["North", "South"]);
    }

    [Fact]
    public async Task Two_runs_for_the_same_row_both_count()
    {
        await using var database = await TestDatabase.CreateAsync();
        await WriteAsync(database, Rename, expectOneRow: true, [[TestDatabase.Ours.Value, ""], [TestDatabase.Theirs.Value, ""]]);

        await WriteAsync(database, Append, expectOneRow: true, [[TestDatabase.Ours.Value, "a"], [TestDatabase.Ours.Value, "b"], [TestDatabase.Theirs.Value, "c"]]);

        (await NamesAsync(database)).ShouldBe(["ab", "c"]);
    }

    [Fact]
    public async Task A_run_that_meets_no_row_stops_all_of_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        var before = await NamesAsync(database);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => WriteAsync(database, Rename, expectOneRow: true, [[TestDatabase.Ours.Value, "North"], [404L, "Nowhere"]]));

        refused.Message.ShouldContain(Rename);
        (await NamesAsync(database)).ShouldBe(before);
    }

    private static async Task WriteAsync(TestDatabase database, string sql, bool expectOneRow, object?[][] values)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(CancellationToken.None);
        foreach (var row in values) db.Writes.Execute(sql, expectOneRow, row);
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
    }

    private static async Task<string[]> NamesAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().OrderBy(company => company.Id).Select(company => company.Name).ToArrayAsync();
    }
}
