using Entrepot.Channels.Contracts;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Watching;

namespace Entrepot.Insights.Features;

/// <summary>How the server and the company's queues are.</summary>
/// <param name="Backup">The newest one; null where the server knows of no place for them.</param>
/// <param name="StartedAt">When this process started, UTC.</param>
public sealed record StatusView(
    IReadOnlyList<Backlog> Queues, IReadOnlyList<ChannelActivity> Channels, DatabaseFacts Database, DiskReading Disk, ReadinessAnswer Ready,
    BackupSeen? Backup, string Version, DateTime StartedAt, ListUrl Url)
{
    public int Due => Queues.Sum(queue => queue.Due);
    public int Later => Queues.Sum(queue => queue.Later);
    public int Parked => Queues.Sum(queue => queue.Parked);

    /// <summary>Since when the work that has waited longest could have been done, UTC; null when nothing is due.</summary>
    public DateTime? OldestDueAt => Queues.Min(queue => queue.OldestDueAt);
}
