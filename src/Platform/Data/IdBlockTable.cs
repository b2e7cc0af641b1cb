using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Data;

/// <summary>global: the next free block of ids of this database.</summary>
internal sealed class IdBlockRow
{
    public int Id { get; init; }
    public long NextBlock { get; init; }
}

internal static class IdBlockSql
{
    /// <summary>Low numbers stay free for what people and tests name by hand.</summary>
    public const long FirstId = 1_000;

    public const string Take = """
        INSERT INTO platform_id_block (id, next_block) VALUES (1, @p0 + @p1)
        ON CONFLICT (id) DO UPDATE SET next_block = platform_id_block.next_block + @p1
        RETURNING next_block - @p1
        """;
}

internal sealed class IdBlockTable : IEntityTypeConfiguration<IdBlockRow>
{
    public void Configure(EntityTypeBuilder<IdBlockRow> builder)
    {
        builder.ToTable("platform_id_block");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
