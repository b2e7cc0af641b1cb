using Entrepot.Channels.Contracts;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Watching;

namespace Entrepot.Insights.Features;

/// <summary>How the server and the company's queues are.</summary>
/// <param name="Backups">The newest of each database; empty where the server knows of no place for them.</param>
/// <param name="BackupPlan">How the server makes them itself.</param>
/// <param name="StartedAt">When this process started, UTC.</param>
public sealed record StatusView(
    IReadOnlyList<Backlog> Queues, IReadOnlyList<ChannelActivity> Channels, DatabaseFacts Database, DiskReading Disk, ReadinessAnswer Ready,
    IReadOnlyList<BackupSeen> Backups, BackupPlan BackupPlan, string Version, DateTime StartedAt, ListUrl Url)
{
    public int Due => Queues.Sum(queue => queue.Due);
    public int Later => Queues.Sum(queue => queue.Later);
    public int Parked => Queues.Sum(queue => queue.Parked);

    /// <summary>Since when the work that has waited longest could have been done, UTC; null when nothing is due.</summary>
    public DateTime? OldestDueAt => Queues.Min(queue => queue.OldestDueAt);
}

/// <summary>Backups by the clock.</summary>
/// <param name="NextAt">When the next one is due, UTC; null where the server makes none itself.</param>
/// <param name="LateAfter">How old the newest good one may be.</param>
/// <param name="Runs">What became of the latest, newest first.</param>
public sealed record BackupPlan(DateTime? NextAt, IReadOnlyList<string> Places, TimeSpan LateAfter, IReadOnlyList<BackupRun> Runs);
