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
        var command = new Command("bench", "Measure whole journeys, intake to planned fulfilment, in a database of its own.") { orders, parties, common.Json };
        command.SetAction((parse, ct) => JourneyAsync(modules, parse.GetValue(orders), parse.GetValue(parties) ?? PartiesBeside, parse.GetValue(common.Json), ct));

        var folder = new Argument<string>("folder") { Description = "Folder with container loading problems (Bischoff and Ratcliff)." };
        var packing = new Command("packing", "Load the containers of a folder of problems and report the mean fill.") { folder, common.Json };
        packing.SetAction((parse, ct) => PackingAsync(modules, parse.GetValue(folder) ?? "", parse.GetValue(common.Json), ct));
        command.Subcommands.Add(packing);
        command.Subcommands.Add(BenchHttpCommands.Post(modules, common));
        command.Subcommands.Add(BenchHttpCommands.Pages(modules, common));
        return command;
    }

    private static async Task<int> JourneyAsync(ModuleList modules, int orders, string parties, bool json, CancellationToken ct)
    {
        if (!Directory.Exists(parties)) await Console.Error.WriteLineAsync($"There is no folder {parties}: buyers are compared with an empty list, which costs less than a real one.");
        var folder = Directory.CreateTempSubdirectory("entrepot-bench-").FullName;
        try
        {
            var options = new RunOptions(folder, "", IsDemo: false);
            await using var services = await Services.ForCommandAsync(modules, options, ct);
            var company = await Companies.FoundAsync(services, "bench", "Benchmark", "EUR", isDemo: false, ct);
            var report = await JourneyBench.RunAsync(services, company.Id, options.DatabasePath, Directory.Exists(parties) ? parties : null, orders, ct);
            Output.Write(json, report,
            [
                $"{report.Orders:N0} orders: {report.OrdersPerSecond:N0} orders/s ({report.OrdersPerCpuSecond:N0} per CPU second), intake alone {report.IntakePerSecond:N0}/s",
                $"floor that only inserts the same {report.Rows:N0} rows: {report.BaselineOrdersPerSecond:N0} orders/s; ratio {report.Ratio:0.00}",
                $"peak memory {report.PeakMemoryMb:N0} MB; others used {report.OtherCpuPercent:0.0} % of the machine; buyers compared with {report.ListedNames:N0} listed names",
                report.NotPlanned == 0 ? "all planned" : $"{report.NotPlanned:N0} not planned: {report.Backordered:N0} backordered, {report.Closed:N0} closed{string.Concat(report.Held.Select(held => $", {held.Value:N0} {held.Key}"))}",
                .. report.Stages.Select(stage => $"  {stage.Key,-12} {stage.Value:P1}"),
            ]);
            return report.Unexpected == 0 ? 0 : 1;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> PackingAsync(ModuleList modules, string folder, bool json, CancellationToken ct)
    {
        if (!Directory.Exists(folder)) return Output.Fail(json, $"There is no folder {folder}.");

        var data = Directory.CreateTempSubdirectory("entrepot-bench-").FullName;
        try
        {
            await using var services = await Services.ForCommandAsync(modules, new RunOptions(data, "", IsDemo: false), ct);
            var report = services.GetRequiredService<IPackingBenchmark>().Run(folder);
            Output.Write(json, report, [$"{report.Problems} problems, mean fill {report.MeanFillPercent:0.00} %, {report.SecondsPerProblem:0.000} s each", .. report.BySet.Select(set => $"  {set.Key,-8} {set.Value:0.00} %")]);
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }
}
