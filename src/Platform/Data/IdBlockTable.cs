using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Data;

/// <summary>global: the next free block of ids of this database.</summary>
internal sealed class IdBlockRow
{
    public int Id { get; init; }
    public long NextBlock { get; init; }
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
