using System.CommandLine;
using System.Diagnostics;
using Entrepot.Journey;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Work;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Works off what waits and returns: orders on their journeys, then everything in the queue that is due.</summary>
internal static class JourneyCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var command = new Command("journey", "Send everything that waits on its journey, then return.") { common.Json };
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(common.Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        if (await Companies.FirstAsync(services, ct) is not { } company) return Output.Fail(json, $"There is no company in this database yet. Import orders first.");

        var started = Stopwatch.GetTimestamp();
        var counts = new JourneyCounts();
        var worked = 0;
        do
        {
            while (await services.GetRequiredService<JourneyRunner>().RunNextAsync(company.Id, counts, ct) > 0) { }
            worked = await services.GetRequiredService<WorkRunner>().RunDueAsync(company.Id, ct);
        }
        while (worked > 0);

        await using var scope = services.As(company.Id, "journey");
        var shipped = await scope.ServiceProvider.GetRequiredService<IOrderCounts>().ByStatusAsync(ct);
        var answer = new
        {
            orders = counts.Orders,
            automatic = counts.Planned + counts.Closed,
            held = counts.Held,
            backordered = counts.Backordered,
            planned = counts.Planned,
            closed = counts.Closed,
            shipped = shipped.GetValueOrDefault(OrderStatus.Shipped) + shipped.GetValueOrDefault(OrderStatus.Delivered),
            seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
        };
        Output.Write(json, answer,
        [
            $"{answer.orders:N0} orders in {answer.seconds} s: {answer.planned:N0} planned, {answer.backordered:N0} backordered, {answer.closed:N0} with nothing to ship",
            .. counts.Held.OrderByDescending(reason => reason.Value).Select(reason => $"  held {reason.Value,8:N0}  {reason.Key}"),
        ]);
        return 0;
    }
}
