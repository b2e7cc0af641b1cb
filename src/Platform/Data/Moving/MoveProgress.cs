using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Data.Moving;

/// <summary>How far a table has come on its way into this database; kept there, so that a move goes on where it was cut off.</summary>
internal sealed class MoveProgress : ITenantRow
{
    public TenantId TenantId { get; init; }

    /// <summary>The table's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key of the last row that was written, as JSON; empty before the first.</summary>
    public string LastKey { get; init; } = "";
    public long RowCount { get; init; }

    /// <summary>Of the rows written so far.</summary>
    public string Checksum { get; init; } = "";
    public bool IsDone { get; init; }
}

internal sealed class MoveProgressTable : IEntityTypeConfiguration<MoveProgress>
{
    public void Configure(EntityTypeBuilder<MoveProgress> builder)
    {
        builder.ToTable("platform_move");
        builder.HasKey(row => new { row.TenantId, row.Name });
        builder.Property(row => row.Name).HasMaxLength(64);
        builder.Property(row => row.Checksum).HasMaxLength(32);
    }
}

internal static class MoveSql
{
    public const string KeepProgress = """
        INSERT INTO platform_move (tenant_id, name, last_key, row_count, checksum, is_done) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (tenant_id, name) DO UPDATE SET last_key = @p2, row_count = @p3, checksum = @p4, is_done = @p5
        """;

    public const string ForgetProgress = "DELETE FROM platform_move WHERE tenant_id = @p0";

    /// <summary>No id that the rows carry is given out again.</summary>
    public const string SkipIds = """
        INSERT INTO platform_id_block (id, next_block) VALUES (1, @p0)
        ON CONFLICT (id) DO UPDATE SET next_block = CASE WHEN platform_id_block.next_block < @p0 THEN @p0 ELSE platform_id_block.next_block END
        """;

    /// <summary>The company itself, which comes last: before, nobody at the target looks for work of it.</summary>
    public const string PutCompany = """
        INSERT INTO platform_tenant (id, code, name, currency, is_demo, created_at, region) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (id) DO UPDATE SET name = @p2, currency = @p3, is_demo = @p4, region = @p6, moved_to = NULL
        """;

    public const string MarkMoved = "UPDATE platform_tenant SET moved_to = @p1 WHERE id = @p0";
}
