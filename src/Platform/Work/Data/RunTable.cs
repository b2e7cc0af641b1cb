using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Work;

/// <summary>What a process says it is about to run for a company; what it leaves behind when it dies makes suspects.</summary>
internal sealed class RunRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    /// <summary>A kind of work, or <c>journey</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>See <see cref="ProcessName"/>.</summary>
    public required string Process { get; init; }
    public required DateTime LeaseUntil { get; init; }

    /// <summary>How many of what comes next are suspects and run alone. For what has no row of its own in the queue.</summary>
    public required int Alone { get; init; }

    /// <summary>The suspect that an older release was running. This one leaves it empty.</summary>
    public required string Suspect { get; init; }

    /// <summary>The suspects that were begun and have not ended; null where an older release wrote the row.</summary>
    public string? Suspects { get; init; }

    /// <summary>How often the last of them was begun.</summary>
    public required int Attempts { get; init; }
}

internal sealed class RunTable : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> run)
    {
        run.ToTable("platform_run");
        run.HasKey(row => new { row.TenantId, row.Kind, row.Process });
        run.Property(row => row.Kind).HasMaxLength(64);
        run.Property(row => row.Process).HasMaxLength(128);
        run.Property(row => row.Suspect).HasMaxLength(128);
        run.Property(row => row.Suspects).HasMaxLength(1024);
    }
}

internal static class RunSql
{
    public const string Set = """
        INSERT INTO platform_run (tenant_id, kind, process, lease_until, alone, suspect, attempts) VALUES (@p0, @p1, @p2, @p3, 0, '', 0)
        ON CONFLICT (tenant_id, kind, process) DO UPDATE SET lease_until = excluded.lease_until
        RETURNING alone, COALESCE(suspects, suspect), attempts
        """;

    public const string Remove = "DELETE FROM platform_run WHERE tenant_id = @p0 AND kind = @p1 AND process = @p2";

    /// <summary>Of two that find it, one gets it.</summary>
    public const string Take = "DELETE FROM platform_run WHERE tenant_id = @p0 AND kind = @p1 AND process = @p2 RETURNING alone, COALESCE(suspects, suspect), attempts";

    public const string Others = "SELECT process, lease_until FROM platform_run WHERE tenant_id = @p0 AND kind = @p1 AND process <> @p2";

    public const string SetAlone = "UPDATE platform_run SET alone = @p3, suspect = '', suspects = @p4, attempts = @p5, lease_until = @p6 WHERE tenant_id = @p0 AND kind = @p1 AND process = @p2";
}
