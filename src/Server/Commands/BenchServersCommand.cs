using Entrepot.Bench;
using Entrepot.Kernel;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Measures several server processes on one PostgreSQL, which is started for it.</summary>
internal static class BenchServersCommand
{
    public static Task<int> RunAsync(ModuleList modules, BenchLoad load, int processes, bool json, CancellationToken ct) =>
        WithServersAsync(modules, processes, works: true, BenchHttpCommands.AllPages, async (services, company, postgres, servers, key, _) =>
        {
            var report = await ServersBench.RunAsync(services, company, postgres.Address, postgres.ProcessId, servers, key, load.Parties, load.Orders, load.HotSku, ct);
            Output.Write(json, report,
            [
                $"{report.Orders:N0} orders{(report.HotSku ? " of one SKU" : "")} through {report.Processes} server processes on PostgreSQL: {report.OrdersPerSecond:N0} orders/s ({report.OrdersPerCpuSecond:N0} per CPU second, the database's included)",
                $"floor that only copies the same {report.Rows:N0} rows in: {report.BaselineOrdersPerSecond:N0} orders/s; ratio {report.Ratio:0.00}",
                $"then, with journeys running: {report.PostPerSecond:N0} posts/s, p99 {report.PostP99Ms} ms; with a key each {report.KeyedPerSecond:N0}/s, p99 {report.KeyedP99Ms} ms; pages p99 {report.PageP99Ms} ms; {report.Failed} failed",
                $"peak memory of a server {report.PeakMemoryMb:N0} MB; others used {report.OtherCpuPercent:0.0} % of the machine; buyers compared with {report.ListedNames:N0} listed names",
                report.NotPlanned == 0 ? "all planned" : $"{report.NotPlanned:N0} not planned: {string.Join(", ", report.ByStatus.Where(status => status.Value > 0).Select(status => $"{status.Value:N0} {status.Key}"))}",
            ]);
            return report.Unexpected == 0 && report.Failed == 0 ? 0 : 1;
        }, ct);

    /// <summary>Servers in processes of their own on a PostgreSQL that is started for them, with one empty company and a key for it; all goes away again.</summary>
    public static Task<T> WithServersAsync<T>(
        ModuleList modules, int processes, bool works, string[] permissions, Func<IServiceProvider, TenantId, ScratchPostgres, IReadOnlyList<ServerProcess>, string, string, Task<T>> measure, CancellationToken ct) => BenchCommand.InFolderAsync(async folder =>
    {
        await using var postgres = await ScratchPostgres.StartAsync(ct);
        await using var services = await Services.ForCommandAsync(modules, new RunOptions(folder, "", IsDemo: false, postgres.Address), ct);
        var company = await Companies.FoundAsync(services, "bench", "Benchmark", "EUR", isDemo: false, ct);
        var key = await BenchHttpCommands.KeyAsync(services, company.Id, permissions, ct);
        var servers = new List<ServerProcess>();
        try
        {
            while (servers.Count < processes) servers.Add(await ServerProcess.StartAsync(postgres.Address, folder, works, ct));
            return await measure(services, company.Id, postgres, servers, key, folder);
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
    });
}
