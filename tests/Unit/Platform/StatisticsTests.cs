using System.Globalization;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>PostgreSQL plans by how large it believes a table to be.</summary>
[Storage]
public sealed class StatisticsTests
{
    private const int Rows = 2_000;

    [Fact]
    public async Task A_table_that_outgrows_what_the_server_believes_is_counted_at_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.SkipWhen(database.Services.GetRequiredService<DatabaseEngine>().IsSingleWriter, "The embedded database is told what tables grow to when it is made.");

        await database.InUnitAsync(provider =>
        {
            for (var i = 0; i < Rows; i++) provider.GetRequiredService<WorkQueue>().Add("test", i.ToString(CultureInfo.InvariantCulture), i);
            return Task.CompletedTask;
        });

        long counted;
        do
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            await using var scope = database.As(TestDatabase.Ours);
            counted = (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync(
                "SELECT reltuples::bigint FROM pg_class WHERE relname = 'platform_work'", row => row.GetInt64(0), TestContext.Current.CancellationToken))[0];
        }
        while (counted < Rows); // In the background: a test that hangs is ended by the runner.
        counted.ShouldBeGreaterThanOrEqualTo(Rows);
    }
}
