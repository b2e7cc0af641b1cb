using System.CommandLine;
using Entrepot.Bench;
using Entrepot.Platform.Modules;
using Entrepot.Sandbox;
using Entrepot.Sandbox.Carriers;
using Entrepot.Server.Demo;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Measures orders' whole way to the buyer's door, with the sandbox's carriers in this process.</summary>
internal static class BenchChainCommand
{
    /// <summary>What a parcel takes; it is skipped.</summary>
    private static readonly TimeSpan RoadTime = TimeSpan.FromDays(2);

    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var orders = new Option<int>("--orders") { Description = "How many orders go the whole way after the warm-up.", DefaultValueFactory = _ => 10_000 };
        var wave = new Option<int>("--wave") { Description = "How many of them go together.", DefaultValueFactory = _ => 2_048 };
        var command = new Command("chain", "Measure orders' whole way in waves: intake, planned, picked, packed, labelled at carriers, handed over, tracked, delivered, settled; then verify.") { orders, wave, common.Json };
        command.SetAction((parse, ct) => BenchCommand.InFolderAsync(async folder =>
        {
            var clock = new SkippingClock();
            await using var services = await Services.ForCommandAsync(new([.. modules.All, new ChainModule(clock)]), new RunOptions(folder, "", IsDemo: false), ct);
            var company = await Companies.FoundAsync(services, "bench", "Benchmark", "EUR", isDemo: false, ct);
            var credentials = new SandboxCarrierOptions { DeliverIn = RoadTime };
            await using var carriers = await SandboxHost.StartAsync(credentials, clock, ct);
            await SandboxAccounts.SetAsync(services, company.Id, carriers, credentials, ct);
            var report = await new ChainBench(services, company.Id, clock, RoadTime).RunAsync(parse.GetValue(orders), parse.GetValue(wave), ct);
            Output.Write(parse.GetValue(common.Json), report,
            [
                $"{report.Orders:N0} orders in waves of {report.Wave:N0}, from intake to delivered and settled: {report.OrdersPerSecond:N0} orders/s ({report.OrdersPerCpuSecond:N0} per CPU second, the carriers' included)",
                $"peak memory {report.PeakMemoryMb:N0} MB; others used {report.OtherCpuPercent:0.0} % of the machine; {(report.IsVerified ? "every promise kept" : "NOT every promise kept: run verify")}",
                report.NotDelivered == 0 ? "all delivered" : $"{report.NotDelivered:N0} not delivered: {string.Join(", ", report.ByStatus.Select(status => $"{status.Value:N0} {status.Key}"))}",
                .. report.Stages.Select(stage => $"  {stage.Key,-22} {stage.Value:P1}"),
            ]);
            return report.NotDelivered == 0 && report.IsVerified ? 0 : 1;
        }));
        return command;
    }
}
