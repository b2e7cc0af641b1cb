using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Channels.Data;

/// <summary>What a profile said at one time; kept when it is changed or deleted, for imports were read by it.</summary>
internal sealed class ProfileVersionRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Code { get; init; }
    public required long Version { get; init; }

    /// <summary>Null: with this version the profile was deleted.</summary>
    public string? Document { get; init; }
    public required DateTime ChangedAt { get; init; }
    public required string ChangedBy { get; init; }
}

internal sealed class ProfileVersionTable : IEntityTypeConfiguration<ProfileVersionRow>
{
    public void Configure(EntityTypeBuilder<ProfileVersionRow> version)
    {
        version.ToTable("channels_profile_version");
        version.HasKey(row => new { row.TenantId, row.Code, row.Version });
        version.Property(row => row.Code).HasMaxLength(64);
    }
}

/// <summary>The beginning of a file that somebody makes a profile from; thrown away after some days.</summary>
internal sealed class SampleRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>As it stands in the file, unpacked.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Of the whole file, unpacked.</summary>
    public required long Bytes { get; init; }

    /// <summary>What the whole file, not only its beginning, was found to be in.</summary>
    public required string Encoding { get; init; }
    public required DateTime AddedAt { get; init; }
    public required string AddedBy { get; init; }
}

internal sealed class SampleTable : IEntityTypeConfiguration<SampleRow>
{
    public void Configure(EntityTypeBuilder<SampleRow> sample)
    {
        sample.ToTable("channels_sample");
        sample.HasKey(row => new { row.TenantId, row.Id });
        sample.Property(row => row.Encoding).HasMaxLength(32);
    }
}
