using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Security.Keys;

/// <summary>global: a key of the installation, as XML of the framework's, sealed with the master key.</summary>
internal sealed class StoredKey
{
    /// <summary>The framework's name for it, e.g. <c>key-0d4c…</c>; the same key is stored once.</summary>
    public string Name { get; init; } = "";

    /// <summary>Tells which master key sealed it, and nothing about that key.</summary>
    public string Master { get; init; } = "";
    public string Sealed { get; init; } = "";
    public DateTime CreatedAt { get; init; }
}

internal sealed class StoredKeyTable : IEntityTypeConfiguration<StoredKey>
{
    public void Configure(EntityTypeBuilder<StoredKey> key)
    {
        key.ToTable("platform_key");
        key.HasKey(row => row.Name);
        key.Property(row => row.Name).HasMaxLength(128);
        key.Property(row => row.Master).HasMaxLength(16);
    }
}
