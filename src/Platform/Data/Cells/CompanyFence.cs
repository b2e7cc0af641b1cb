using System.Data.Common;
using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Data;

public enum FenceState
{
    /// <summary>The company's rows are on their way into this database; another one has it still.</summary>
    Arriving,

    /// <summary>The company is here and stands still for the seconds in which the last rows are carried over.</summary>
    Frozen,

    /// <summary>The company has gone to another database. What is here is what it left behind.</summary>
    Moved,
}

/// <summary>
/// Says in a database that a company may not be written in it, and why. It is read in every unit of work, after the
/// company's turn was taken, so a process that has not heard of a move cannot write to the old place.
/// </summary>
internal sealed class CompanyFence : ITenantRow
{
    public TenantId TenantId { get; init; }
    public FenceState State { get; init; }

    /// <summary>The same at both ends of one move.</summary>
    public string Token { get; init; } = "";

    /// <summary>Where it went or comes from, for people.</summary>
    public string Place { get; init; } = "";

    /// <summary>When a frozen company may be written again, because whoever froze it has gone silent; null for never.</summary>
    public DateTime? Until { get; init; }

    public static CompanyFence Read(DbDataReader row) => new()
    {
        TenantId = new(row.GetInt64(0)),
        State = Enum.Parse<FenceState>(row.GetString(1)),
        Token = row.GetString(2),
        Place = row.GetString(3),
        Until = row.IsDBNull(4) ? null : Timestamps.FromStored(row.GetInt64(4)),
    };
}

internal sealed class CompanyFenceTable : IEntityTypeConfiguration<CompanyFence>
{
    public void Configure(EntityTypeBuilder<CompanyFence> builder)
    {
        builder.ToTable("platform_fence");
        builder.HasKey(fence => fence.TenantId);
        builder.Property(fence => fence.TenantId).ValueGeneratedNever();
        builder.Property(fence => fence.Token).HasMaxLength(32);
    }
}

internal static class FenceSql
{
    public const string Read = "SELECT tenant_id, state, token, place, until FROM platform_fence WHERE tenant_id = @p0";

    public const string Put = """
        INSERT INTO platform_fence (tenant_id, state, token, place, until) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (tenant_id) DO UPDATE SET state = @p1, token = @p2, place = @p3, until = @p4
        """;

    /// <summary>The company stands still for longer, if nobody has taken it back meanwhile.</summary>
    public const string Renew = "UPDATE platform_fence SET until = @p2 WHERE tenant_id = @p0 AND state = 'Frozen' AND token = @p1 RETURNING tenant_id";

    /// <summary>From frozen to moved, if nobody has taken the company back meanwhile.</summary>
    public const string Pass = "UPDATE platform_fence SET state = 'Moved', until = NULL WHERE tenant_id = @p0 AND state = 'Frozen' AND token = @p1";

    public const string Remove = "DELETE FROM platform_fence WHERE tenant_id = @p0 AND token = @p1";
}
