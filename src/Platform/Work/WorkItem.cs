using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Work;

public enum WorkState
{
    Waiting,

    /// <summary>Leased: a call to the world is under way, or a suspect runs.</summary>
    Running,

    /// <summary>Failed for good and waits for a person.</summary>
    Parked,

    /// <summary>Was being worked on when a process died. It runs alone, and the attempt is counted before.</summary>
    Suspect,
}

/// <summary>
/// Something that must happen, stored in the same transaction as the change that asked for it: an event for one
/// subscriber, a timer, a poll, a call to the world. The one durable queue; a finished item is deleted.
/// </summary>
public sealed class WorkItem : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }

    /// <summary>Who handles it, e.g. <c>transport.book</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What it is about, e.g. a consignment's number; also the idempotency key towards the world.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whom a call to the world is for, e.g. <c>ups onlinetools.ups.com</c>; empty for work inside this system.</summary>
    public string Destination { get; init; } = "";

    /// <summary>JSON of the kind's own record.</summary>
    public string Payload { get; init; } = "";

    /// <summary>When it was asked for, UTC.</summary>
    public DateTime CreatedAt { get; init; }
    public DateTime DueAt { get; set; }
    public int Attempts { get; set; }
    public WorkState State { get; set; }

    /// <summary>Until when the running attempt is trusted to be alive; null when none runs.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Rises with every attempt and every takeover.</summary>
    public long LeaseNumber { get; set; }

    /// <summary>Names the running attempt by its number; null when none runs. An outcome is written only by the attempt that is still named.</summary>
    public string? LeaseToken { get; set; }

    /// <summary>The process that holds the lease, see <see cref="ProcessName"/>; null when none runs, and for a lease of a release that did not say.</summary>
    public string? LeaseProcess { get; set; }

    /// <summary>Why the last attempt failed; null before the first failure.</summary>
    public string? Error { get; set; }

    /// <summary>All failures so far, a line each with its time, the newest first; null before the first.</summary>
    public string? Failures { get; set; }

    /// <summary>When a schedule was last done, UTC; null before the first time, and for all other work.</summary>
    public DateTime? RanAt { get; set; }

    public T Read<T>()
    {
        CrashPoints.Touch(Key);
        return JsonSerializer.Deserialize<T>(Payload) ?? throw new InvalidOperationException($"Work item {Id} ({Kind}) has an empty payload.");
    }
}

internal sealed class WorkItemTable : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("platform_work");
        builder.HasKey(item => new { item.TenantId, item.Id });
        builder.Property(item => item.Kind).HasMaxLength(64);
        builder.Property(item => item.Key).HasMaxLength(128);
        builder.Property(item => item.LeaseToken).HasMaxLength(32);
        builder.Property(item => item.LeaseProcess).HasMaxLength(128);
        builder.Property(item => item.Destination).HasMaxLength(96);
        builder.HasIndex(item => new { item.TenantId, item.State, item.Kind, item.Destination, item.DueAt, item.Id });
    }
}
