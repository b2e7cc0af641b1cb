using System.Diagnostics;
using System.Reflection;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Insights.Features;

/// <summary>What waits, what is parked, which channel has gone silent, and how database and disk are.</summary>
internal sealed class ServerStatus(EntrepotDb db, IServiceProvider services, IChannelActivity channels, DiskSpace disk, Readiness readiness, BackupWatch backups, BackupSettings settings, BackupRuns runs, TimeProvider clock, Momentary<TenantId, IReadOnlyList<ChannelActivity>> kept)
{
    /// <summary>Reads a hundred thousand orders, so those who look at the same time share it.</summary>
    public static readonly TimeSpan ActivityKeptFor = TimeSpan.FromSeconds(10);

    /// <summary>A week of nights with a cell beside the home.</summary>
    private const int RunsMax = 14;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/status", async (HttpRequest request, ServerStatus status, CancellationToken ct) => PageResult.Show<StatusPage>(new { Now = await status.RunAsync(ListUrl.Of(request), ct) }))
            .RequireAuthorization("settings.edit");

    public Task<IReadOnlyList<Backlog>> QueuesAsync(CancellationToken ct) => Backlogs.ReadAsync(services, ct);

    private async Task<StatusView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var queues = await QueuesAsync(ct);
        var activity = await kept.GetAsync(db.Tenant, () => channels.LastAsync(CancellationToken.None));
        return new(queues, activity, await db.FactsAsync(ct), disk.Read(), await readiness.ReadAsync(), backups.Latest, await PlanAsync(ct), Version(), StartedAt(), url);
    }

    private async Task<BackupPlan> PlanAsync(CancellationToken ct) =>
        new(settings.Cadence?.Next(clock.GetUtcNow().UtcDateTime), settings.Places, settings.LateAfter, settings.Cadence is null ? [] : await runs.ReadAsync(RunsMax, ct));

    private static string Version() => Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static DateTime StartedAt()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime();
    }
}

/// <summary>The status page's sums, renewed while it is open.</summary>
internal sealed class StatusNumbers(ServerStatus status) : ILiveNumbers
{
    public string Permission => "settings.edit";

    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct)
    {
        var queues = await status.QueuesAsync(ct);
        return new Dictionary<string, string>
        {
            ["status-due"] = Formats.Number(queues.Sum(queue => queue.Due)),
            ["status-later"] = Formats.Number(queues.Sum(queue => queue.Later)),
            ["status-parked"] = Formats.Number(queues.Sum(queue => queue.Parked)),
        };
    }
}
