using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Data;

/// <summary>global: which edition of what all companies share, such as denied parties and exchange rates, lies in this database. The home's counts.</summary>
internal sealed record SharedEdition : IStaysBehind
{
    public static readonly SharedEdition None = new();

    public int Id { get; init; } = 1;

    /// <summary>One more with every change; zero where nobody has counted yet.</summary>
    public long Edition { get; init; }

    /// <summary>Of this change alone: a home that was put back to an older state counts the same numbers again.</summary>
    public string Token { get; init; } = "";
    public DateTime ChangedAt { get; init; }

    /// <summary>Whether whoever has this one lacks what the home has.</summary>
    public bool IsOlderThan(SharedEdition home) => home.Edition == 0 || Edition < home.Edition || (Edition == home.Edition && Token != home.Token);

    public static async Task<SharedEdition> ReadAsync(EntrepotDb db, CancellationToken ct) => await db.Set<SharedEdition>().SingleOrDefaultAsync(ct) ?? None;
}

internal sealed class SharedEditionTable : IEntityTypeConfiguration<SharedEdition>
{
    public void Configure(EntityTypeBuilder<SharedEdition> builder)
    {
        builder.ToTable("platform_shared");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Token).HasMaxLength(32);
    }
}

internal static class SharedSql
{
    public const string Next = """
        INSERT INTO platform_shared (id, edition, token, changed_at) VALUES (1, 1, @p0, @p1)
        ON CONFLICT (id) DO UPDATE SET edition = platform_shared.edition + 1, token = @p0, changed_at = @p1
        """;

    public const string Have = """
        INSERT INTO platform_shared (id, edition, token, changed_at) VALUES (1, @p0, @p1, @p2)
        ON CONFLICT (id) DO UPDATE SET edition = @p0, token = @p1, changed_at = @p2
        """;
}
