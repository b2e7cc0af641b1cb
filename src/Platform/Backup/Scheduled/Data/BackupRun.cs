using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Backup;

/// <summary>global: what became of one backup by the clock. Kept in the home, for its cells too.</summary>
/// <remarks>Times are UTC, sizes are bytes in one place.</remarks>
public sealed record BackupRun : IStaysBehind
{
    public required string Cell { get; init; }
    public required DateTime StartedAt { get; init; }
    public required DateTime EndedAt { get; init; }

    /// <summary>Its id; empty where it was not made.</summary>
    public string Backup { get; init; } = "";

    /// <summary>For people.</summary>
    public required string Places { get; init; }
    public long RowCount { get; init; }
    public long Bytes { get; init; }

    /// <summary>It was restored into a throw-away place, and everything in it was right.</summary>
    public bool IsChecked { get; init; }

    /// <summary>How many old ones went afterwards.</summary>
    public int Removed { get; init; }

    /// <summary>Why it failed, in words; empty where it is good.</summary>
    public string Error { get; init; } = "";

    public bool IsGood => Error.Length == 0;
    public TimeSpan Took => EndedAt - StartedAt;
}

internal sealed class BackupRunTable : IEntityTypeConfiguration<BackupRun>
{
    public void Configure(EntityTypeBuilder<BackupRun> builder)
    {
        builder.ToTable("platform_backup");
        builder.HasKey(run => new { run.Cell, run.StartedAt });
        builder.Property(run => run.Cell).HasMaxLength(32);
        builder.Property(run => run.Backup).HasMaxLength(64);
        builder.Ignore(run => run.IsGood);
        builder.Ignore(run => run.Took);
    }
}

internal static class BackupRunSql
{
    public const string Forget = "DELETE FROM platform_backup WHERE started_at < @p0";
}
