using System.CommandLine;
using Entrepot.Bench;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;
using Entrepot.Transport.Contracts;

namespace Entrepot.Server.Commands;

/// <summary>Measures whole journeys, or the packing, and prints figures beside a floor measured in the same run.</summary>
internal static class BenchCommand
{
    /// <summary>OFAC's list as it lies beside a checkout; elsewhere the benchmark says that it screens against nobody.</summary>
    private const string PartiesBeside = "../shared/data/sanctions/ofac-2021";

    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var orders = new Option<int>("--orders") { Description = "How many orders travel after the warm-up.", DefaultValueFactory = _ => 50_000 };
        var parties = new Option<string>("--parties") { Description = "Folder with denied-party lists, so that screening costs what it costs.", HelpName = "DIR", DefaultValueFactory = _ => PartiesBeside };
        var engine = new Option<string>("--engine") { Description = "sqlite: in this process. postgres: servers in processes of their own, on a PostgreSQL that is started for it.", DefaultValueFactory = _ => "sqlite" };
        engine.AcceptOnlyFromAmong("sqlite", "postgres");
        var processes = new Option<int>("--processes") { Description = "How many servers share the PostgreSQL.", DefaultValueFactory = _ => 1 };
        var hotSku = new Option<bool>("--hot-sku") { Description = "Every line is of one SKU instead of 5,000." };
        var command = new Command("bench", "Measure whole journeys, intake to planned fulfilment, in a database of its own; then posts and pages.") { engine, processes, orders, hotSku, parties, common.Json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(processes) is null) return; // Values that are given by default are not there yet when this is asked.
            if (result.GetValue(processes) is < 1 or > 8) result.AddError("--processes is 1 to 8.");
            if (result.GetValue(engine) == "sqlite" && result.GetValue(processes) > 1) result.AddError("An embedded database belongs to one process: --processes needs --engine postgres.");
        });
        command.SetAction((parse, ct) =>
        {
            var load = new BenchLoad(parse.GetValue(orders), parse.GetValue(hotSku), parse.GetValue(parties) is { } folder && Directory.Exists(folder) ? folder : null);
            if (load.Parties is null) Console.Error.WriteLine($"There is no folder {parse.GetValue(parties)}: buyers are compared with an empty list, which costs less than a real one.");
            return parse.GetValue(engine) == "postgres"
                ? BenchServersCommand.RunAsync(modules, load, parse.GetValue(processes), parse.GetValue(common.Json), ct)
                : JourneyAsync(modules, load, parse.GetValue(common.Json), ct);
        });

        var folder = new Argument<string>("folder") { Description = "Folder with container loading problems (Bischoff and Ratcliff)." };
        var packing = new Command("packing", "Load the containers of a folder of problems and report the mean fill.") { folder, common.Json };
        packing.SetAction((parse, ct) => PackingAsync(modules, parse.GetValue(folder) ?? "", parse.GetValue(common.Json), ct));
        command.Subcommands.Add(packing);
        command.Subcommands.Add(BenchPapersCommand.Build(common));
        command.Subcommands.Add(BenchQuotesCommand.Build(modules, common));
        command.Subcommands.Add(BenchPartiesCommand.Build(common));
        command.Subcommands.Add(BenchChainCommand.Build(modules, common));
        command.Subcommands.Add(BenchHttpCommands.Post(modules, common));
        command.Subcommands.Add(BenchHttpCommands.Pages(modules, common));
        return command;
    }

    private static async Task<int> JourneyAsync(ModuleList modules, BenchLoad load, bool json, CancellationToken ct)
    {
        var report = await InFolderAsync(async folder =>
        {
            var options = new RunOptions(folder, "", IsDemo: false);
            await using var services = await Services.ForCommandAsync(modules, options, ct);
            var company = await Companies.FoundAsync(services, "bench", "Benchmark", "EUR", isDemo: false, ct);
            return await JourneyBench.RunAsync(services, company.Id, options.DatabasePath, load.Parties, load.Orders, load.HotSku, ct);
        });
        var beside = await BenchHttpCommands.WithServerAsync(modules, works: true, BenchHttpCommands.AllPages, (server, company, address, key, _) => BesideBench.RunAsync(server.Services, company, address, key, load.HotSku, ct), ct);
        report = report with { PostPerSecond = beside.PostPerSecond, PostP99Ms = beside.PostP99Ms, KeyedPerSecond = beside.KeyedPerSecond, KeyedP99Ms = beside.KeyedP99Ms, PageP99Ms = beside.PageP99Ms };
        Output.Write(json, report,
        [
            $"{report.Orders:N0} orders: {report.OrdersPerSecond:N0} orders/s ({report.OrdersPerCpuSecond:N0} per CPU second), intake alone {report.IntakePerSecond:N0}/s",
            $"floor that only inserts the same {report.Rows:N0} rows: {report.BaselineOrdersPerSecond:N0} orders/s; ratio {report.Ratio:0.00}",
            $"then, in a server with journeys running: {report.PostPerSecond:N0} posts/s, p99 {report.PostP99Ms} ms; with a key each {report.KeyedPerSecond:N0}/s, p99 {report.KeyedP99Ms} ms; pages p99 {report.PageP99Ms} ms",
            $"peak memory {report.PeakMemoryMb:N0} MB; others used {report.OtherCpuPercent:0.0} % of the machine; buyers compared with {report.ListedNames:N0} listed names",
            report.NotPlanned == 0 ? "all planned" : $"{report.NotPlanned:N0} not planned: {report.Backordered:N0} backordered, {report.Closed:N0} closed{string.Concat(report.Held.Select(held => $", {held.Value:N0} {held.Key}"))}",
            .. report.Stages.Select(stage => $"  {stage.Key,-12} {stage.Value:P1}"),
        ]);
        return report.Unexpected == 0 ? 0 : 1;
    }

    private static async Task<int> PackingAsync(ModuleList modules, string folder, bool json, CancellationToken ct)
    {
        if (!Directory.Exists(folder)) return Output.Fail(json, $"There is no folder {folder}.");

        return await InFolderAsync(async data =>
        {
            await using var services = await Services.ForCommandAsync(modules, new RunOptions(data, "", IsDemo: false), ct);
            var report = services.GetRequiredService<IPackingBenchmark>().Run(folder);
            Output.Write(json, report, [$"{report.Problems} problems, mean fill {report.MeanFillPercent:0.00} %, {report.SecondsPerProblem:0.000} s each", .. report.BySet.Select(set => $"  {set.Key,-8} {set.Value:0.00} %")]);
            return 0;
        });
    }

    /// <summary>Works in a folder that goes away again.</summary>
    public static async Task<T> InFolderAsync<T>(Func<string, Task<T>> act)
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-bench-").FullName;
        try
        {
            return await act(folder);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>What a benchmark of whole journeys is asked to carry.</summary>
/// <param name="HotSku">Whether every line is of one SKU.</param>
/// <param name="Parties">Folder with denied-party lists; null for none.</param>
internal sealed record BenchLoad(int Orders, bool HotSku, string? Parties);
