using System.CommandLine;
using Entrepot.Bench;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Measures the running server over HTTP on loopback: orders posted one by one, and pages while the journey runs.</summary>
internal static class BenchHttpCommands
{
    /// <summary>Permissions of a key that may send orders and see every page that is measured.</summary>
    public static readonly string[] AllPages = ["orders.intake", "overview.view", "money.view", "orders.view", "finance.view", "transport.view", "warehouse.view"];

    public static Command Post(ModuleList modules, CommonOptions common)
    {
        var orders = new Option<int>("--orders") { Description = "How many orders are posted, each in a request of its own.", DefaultValueFactory = _ => 20_000 };
        var connections = new Option<int>("--connections") { Description = "How many connections post at the same time.", DefaultValueFactory = _ => 64 };
        var alone = new Option<bool>("--alone") { Description = "Only the front door: no journeys meanwhile." };
        var rate = new Option<int>("--rate") { Description = "So many orders a second; times then count from when each was due. 0: as many as are answered." };
        var hotSku = new Option<bool>("--hot-sku") { Description = "Every line is of one SKU instead of 5,000." };
        var engine = new Option<string>("--engine") { Description = "sqlite: a server in this process. postgres: one in a process of its own, on a PostgreSQL that is started for it.", DefaultValueFactory = _ => "sqlite" };
        engine.AcceptOnlyFromAmong("sqlite", "postgres");
        var command = new Command("post", "Post orders one by one to a server of its own, each on disk before its answer.") { engine, orders, connections, rate, alone, hotSku, common.Json };
        command.SetAction((parse, ct) =>
        {
            return parse.GetValue(engine) == "postgres"
                ? BenchServersCommand.WithServersAsync(modules, 1, works: !parse.GetValue(alone), ["orders.intake"], (services, company, postgres, servers, key, folder) =>
                    MeasureAsync(new("postgres", services, company, servers[0].Address, key, folder, servers[0].ProcessId, postgres.ProcessId)), ct)
                : WithServerAsync(modules, works: !parse.GetValue(alone), ["orders.intake"], (server, company, address, key, folder) => MeasureAsync(new("sqlite", server.Services, company, address, key, folder)), ct);

            async Task<int> MeasureAsync(PostPlace place)
            {
                var report = await PostBench.RunAsync(place, !parse.GetValue(alone), parse.GetValue(hotSku), parse.GetValue(orders), parse.GetValue(connections), parse.GetValue(rate), ct);
                Tell(parse.GetValue(common.Json), report);
                return report.Failed == 0 ? 0 : 1;
            }
        });
        return command;
    }

    private static void Tell(bool json, PostReport report) => Output.Write(json, report,
    [
        $"{report.Orders:N0} orders{(report.HotSku ? " of one SKU" : "")} over {report.Connections} connections on {report.Engine}{(report.Workers ? ", journeys running" : "")}: {report.OrdersPerSecond:N0} orders/s, p50 {report.PostP50Ms} ms, p95 {report.PostP95Ms} ms, p99 {report.PostP99Ms} ms; {report.Failed} failed",
        $"with an Idempotency-Key each: {report.Keyed.PerSecond:N0} orders/s, p50 {report.Keyed.P50Ms} ms, p99 {report.Keyed.P99Ms} ms",
        $"processor time for each, with journeys, sender and database: {report.CpuMicros:N0} µs, with a key {report.KeyedCpuMicros:N0} µs",
        $"floor, one row and one synced commit per group: {report.BaselinePerSecond:N0}/s, p99 {report.BaselineP99Ms} ms; ratio {report.Ratio:0.00}",
        $"others used {report.OtherCpuPercent:0.0} % of the machine; peak memory of this process {report.PeakMemoryMb:N0} MB, the bodies included",
    ]);

    public static Command Pages(ModuleList modules, CommonOptions common)
    {
        var orders = new Option<int>("--orders") { Description = "How many orders lie in the database when the pages are read.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("pages", "Read pages of a server of its own while orders stream through the journey.") { orders, common.Json };
        command.SetAction((parse, ct) => WithServerAsync(modules, works: true, AllPages, async (server, company, address, key, _) =>
        {
            var report = await PageBench.RunAsync(server.Services, company, address, key, parse.GetValue(orders), ct);
            Output.Write(parse.GetValue(common.Json), report,
            [
                $"{report.Orders:N0} orders, {report.JourneyPerSecond:N0} orders/s through the journey meanwhile, {report.Connections} readers; others used {report.OtherCpuPercent:0.0} % of the machine",
                .. report.Pages.Prepend(KeyValuePair.Create("two letters", report.Baseline)).Select(page => $"  {page.Key,-16} p50 {page.Value.P50Ms,7:0.0} ms   p95 {page.Value.P95Ms,7:0.0} ms   p99 {page.Value.P99Ms,7:0.0} ms"),
                report.BarMet ? $"Every order list within {report.BarMs} ms at p95." : $"NOT every order list within {report.BarMs} ms at p95.",
            ]);
            return report.BarMet ? 0 : 1;
        }, ct));
        return command;
    }

    /// <summary>A server on a free port of loopback with one empty company and a key for it, in a folder that goes away again.</summary>
    public static Task<T> WithServerAsync<T>(ModuleList modules, bool works, string[] permissions, Func<WebApplication, TenantId, Uri, string, string, Task<T>> measure, CancellationToken ct) => BenchCommand.InFolderAsync(async folder =>
    {
        await using var server = await WebHost.BuildAsync(modules, new RunOptions(folder, "http://127.0.0.1:0", IsDemo: false), works, ct);
        var company = await Companies.FoundAsync(server.Services, "bench", "Benchmark", "EUR", isDemo: false, ct);
        await server.StartAsync(ct);
        var answer = await measure(server, company.Id, new Uri(server.Urls.First()), await KeyAsync(server.Services, company.Id, permissions, ct), folder);
        await server.StopAsync(ct);
        return answer;
    });

    public static async Task<string> KeyAsync(IServiceProvider services, TenantId company, string[] permissions, CancellationToken ct)
    {
        await using var scope = services.As(company, "bench");
        return (await scope.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateApiKeyAsync(company, "bench", permissions, ct)).Value;
    }
}
