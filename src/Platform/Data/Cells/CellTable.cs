using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Data;

/// <summary>global: the databases that companies may live in beside this one. Used in the home database only.</summary>
internal sealed class CellRow
{
    /// <summary>Unique, lower case, for the command line.</summary>
    public string Code { get; init; } = "";

    /// <summary>Where the machine stands, such as <c>eu</c>.</summary>
    public string Region { get; init; } = "";

    /// <summary>See <see cref="DatabaseEngine.At"/>; sealed, because it holds a password.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether companies may be placed there.</summary>
    public bool IsOpen { get; init; }
    public DateTime AddedAt { get; init; }
}

/// <summary>global: counts the changes of cells and placements, so that processes notice them by one look.</summary>
internal sealed class DirectoryRow
{
    public int Id { get; init; }
    public long Version { get; init; }
}

internal sealed class CellTable : IEntityTypeConfiguration<CellRow>
{
    public void Configure(EntityTypeBuilder<CellRow> builder)
    {
        builder.ToTable("platform_cell");
        builder.HasKey(row => row.Code);
        builder.Property(row => row.Code).HasMaxLength(32);
        builder.Property(row => row.Region).HasMaxLength(32);
    }
}

internal sealed class DirectoryTable : IEntityTypeConfiguration<DirectoryRow>
{
    public void Configure(EntityTypeBuilder<DirectoryRow> builder)
    {
        builder.ToTable("platform_directory");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
