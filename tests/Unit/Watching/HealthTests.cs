using System.Net;
using System.Text.Json;
using Entrepot.Platform.Data;
using Entrepot.Platform.Watching;
using Entrepot.Unit.Routes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Watching;

[Storage]
public sealed class HealthTests
{
    [Fact]
    public async Task A_process_that_can_take_orders_says_so_to_anybody()
    {
        await using var host = await HostAsync(lowPercent: 101, freeMegabytesMin: 0);

        (await AskAsync(host, "/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, answer) = await AskAsync(host, "/health/ready");
        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("status").GetString().ShouldBe("ready");
        Checks(answer).ShouldBe(["database: ok", "schema: ok", "writes: ok", "disk: ok"]);
    }

    [Fact]
    public async Task A_full_disk_makes_it_not_ready_and_what_was_acknowledged_stays()
    {
        await using var host = await HostAsync(lowPercent: 101, freeMegabytesMin: 1L << 40);

        var (status, answer) = await AskAsync(host, "/health/ready");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.GetProperty("status").GetString().ShouldBe("not_ready");
        Checks(answer).ShouldBe(["database: ok", "schema: ok", "writes: ok", "disk: failed"]);
        answer.GetProperty("checks")[3].GetProperty("reason").GetString().ShouldNotBeNull().ShouldStartWith("The disk of the data folder is full");
        (await AskAsync(host, "/health/live")).Status.ShouldBe(HttpStatusCode.OK);

        using var program = await host.ProgramAsync(ProductHost.Ours, "orders.view");
        (await program.GetStringAsync("/orders")).ShouldContain("SO-0000001");
    }

    [Fact]
    public async Task A_disk_that_fills_up_is_told_before_it_is_full()
    {
        var log = new Lines();
        await using var host = await HostAsync(lowPercent: 0, freeMegabytesMin: 0, log);

        var (status, answer) = await AskAsync(host, "/health/ready");
        status.ShouldBe(HttpStatusCode.OK);
        Checks(answer)[3].ShouldBe("disk: warning");
        log.Written.ShouldContain(line => line.StartsWith("Warning The disk of the data folder is", StringComparison.Ordinal));
        using var nobody = host.Nobody();
        (await nobody.GetStringAsync("/metrics")).ShouldContain("\nentrepot_disk_state 1\n");
    }

    [Fact]
    public async Task A_database_without_the_newest_schema_is_not_ready()
    {
        await using var host = await HostAsync(lowPercent: 101, freeMegabytesMin: 0);
        await ChangeAsync(host, """UPDATE "__EFMigrationsHistory" SET "MigrationId" = "MigrationId" || '~' WHERE "MigrationId" = (SELECT MAX("MigrationId") FROM "__EFMigrationsHistory")""");

        var (status, answer) = await AskAsync(host, "/health/ready");
        await ChangeAsync(host, """UPDATE "__EFMigrationsHistory" SET "MigrationId" = replace("MigrationId", '~', '')"""); // The next test may get this database.
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Checks(answer).ShouldBe(["database: ok", "schema: failed", "writes: ok", "disk: ok"]);
    }

    /// <summary>On PostgreSQL the server's own role may not: whoever keeps the database does it.</summary>
    private static async Task ChangeAsync(ProductHost host, string history)
    {
        if (PostgresServer.IsChosen)
        {
            await PostgresServer.ExecuteAsync(history, host.Database);
            return;
        }

        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.ExecuteSqlRawAsync(history);
    }

    [Theory]
    [InlineData(79, 21, DiskState.Enough)]
    [InlineData(80, 20, DiskState.Low)]
    [InlineData(97, 3, DiskState.Low)]
    [InlineData(98, 2, DiskState.Full)]
    public void A_disk_is_low_from_80_per_cent_and_full_from_98(long usedGigabytes, long freeGigabytes, DiskState state) =>
        new DiskSpace(new ConfigurationBuilder().Build()).Judge(usedGigabytes << 30, freeGigabytes << 30).State.ShouldBe(state);

    [Fact]
    public void A_small_disk_is_full_when_the_databases_log_has_no_room() =>
        new DiskSpace(new ConfigurationBuilder().Build()).Judge(100 << 20, 63 << 20).State.ShouldBe(DiskState.Full);

    private static Task<ProductHost> HostAsync(int lowPercent, long freeMegabytesMin, ILoggerProvider? log = null) => ProductHost.StartAsync(build: builder =>
    {
        builder.Configuration.AddInMemoryCollection(
        [
            new("Entrepot:Disk:LowPercent", $"{lowPercent}"), new("Entrepot:Disk:FullPercent", "101"), new("Entrepot:Disk:FreeMegabytesMin", $"{freeMegabytesMin}"),
        ]);
        if (log is not null) builder.Logging.AddProvider(log);
    });

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(ProductHost host, string path)
    {
        using var nobody = host.Nobody();
        using var answer = await nobody.GetAsync(path);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static List<string> Checks(JsonElement answer) =>
        [.. answer.GetProperty("checks").EnumerateArray().Select(check => $"{check.GetProperty("name").GetString()}: {check.GetProperty("status").GetString()}")];
}
