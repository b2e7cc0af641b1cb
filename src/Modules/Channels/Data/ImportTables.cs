using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Channels.Data;

/// <summary>A company's own mapping profile, or its own version of one of ours.</summary>
internal sealed class ProfileRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Code { get; init; }

    /// <summary>JSON of <see cref="MappingProfile"/>.</summary>
    public required string Document { get; set; }

    /// <summary>Counts up with every change; all of them stand in <see cref="ProfileVersionRow"/>.</summary>
    public required long Version { get; set; }
    public required DateTime ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}

internal sealed class ProfileTable : IEntityTypeConfiguration<ProfileRow>
{
    public void Configure(EntityTypeBuilder<ProfileRow> profile)
    {
        profile.ToTable("channels_profile");
        profile.HasKey(row => new { row.TenantId, row.Code });
        profile.Property(row => row.Code).HasMaxLength(64);
    }
}

/// <summary>Queued: an upload that nobody works on yet. Refused: nothing of it could be read. Failed: broken off. Stopped: by a person; both can be run again.</summary>
internal enum ImportState { Queued, Running, Done, Refused, Failed, Stopped }

/// <summary>One run of an import: how far it is, and what every row came to.</summary>
internal sealed class ImportRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required SalesChannelId ChannelId { get; init; }
    public required string Profile { get; init; }

    /// <summary>Which version of the company's own profile read it; zero for one that comes with the product.</summary>
    public long ProfileVersion { get; init; }

    /// <summary>The file, or the first of several with their number.</summary>
    public required string Name { get; init; }
    public required ImportState State { get; init; }

    /// <summary><c>waiting</c>, <c>checking</c>, <c>reading</c>, <c>matching</c>, <c>finished</c>.</summary>
    public required string Phase { get; init; }
    public required string RequestedBy { get; init; }
    public required DateTime RequestedAt { get; init; }

    /// <summary>The last sign of life: a running import that gives none for minutes was broken off.</summary>
    public required DateTime ProgressAt { get; init; }
    public DateTime? FinishedAt { get; init; }

    /// <summary>The length of an upload, which lies in <see cref="ImportPartRow"/> until it is imported; null for files that somebody else keeps.</summary>
    public long? UploadBytes { get; init; }

    /// <summary>Where the server before this release laid an upload down, on its machine.</summary>
    public string? SpoolPath { get; init; }
    public bool? Complete { get; init; }
    public Sentence? Error { get; init; }

    /// <summary>What was left out of all files, such as columns; null where nothing was.</summary>
    public Sentence? Notice { get; init; }

    /// <summary>Who asked for it to stop while it ran; null when nobody did.</summary>
    public string? StopAskedBy { get; init; }
    public long Files { get; init; }
    public long FilesDone { get; init; }
    public long FilesRefused { get; init; }
    public long Bytes { get; init; }
    public long BytesDone { get; init; }
    public long Rows { get; init; }
    public long GoodsRows { get; init; }
    public long ServiceRows { get; init; }
    public long CancelledRows { get; init; }
    public long MatchedCancellations { get; init; }
    public long RefusedRows { get; init; }
    public long StockAdjustmentRows { get; init; }
    public long MoneyAdjustmentRows { get; init; }
    public long Orders { get; init; }
    public long Duplicates { get; init; }
    public long Conflicts { get; init; }
    public long AmountInMicros { get; init; }

    /// <summary>Of the lines of accepted, duplicate and contradicting orders, as stored in minor units.</summary>
    public long OrderAmountMicros { get; init; }

    /// <summary>What rounding the lines to minor units took away (or added, below zero).</summary>
    public long RoundingMicros { get; init; }
    public long CancelledAmountMicros { get; init; }
    public long AdjustedAmountMicros { get; init; }
    public long RefusedAmountMicros { get; init; }
    public long Milliseconds { get; init; }
}

internal sealed class ImportTable : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> import)
    {
        import.ToTable("channels_import");
        import.HasKey(row => new { row.TenantId, row.Id });
        import.HasIndex(row => new { row.TenantId, row.State });
    }
}

/// <summary>A part of an uploaded file that waits for its import.</summary>
internal sealed class ImportPartRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long ImportId { get; init; }

    /// <summary>From zero.</summary>
    public required int Number { get; init; }

    /// <summary>Unpacked.</summary>
    public required int Bytes { get; init; }

    /// <summary>Brotli.</summary>
    public required byte[] Content { get; init; }
    public required DateTime StoredAt { get; init; }
}

internal sealed class ImportPartTable : IEntityTypeConfiguration<ImportPartRow>
{
    public void Configure(EntityTypeBuilder<ImportPartRow> part)
    {
        part.ToTable("channels_import_part");
        part.HasKey(row => new { row.TenantId, row.ImportId, row.Number });
    }
}

/// <summary>A row that became no part of an order, and why.</summary>
internal sealed class ImportNoteRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required long ImportId { get; init; }
    public required RowKind Kind { get; init; }
    public required string File { get; init; }
    public required long Line { get; init; }
    public required string Number { get; init; }
    public required string Field { get; init; }
    public required Sentence Why { get; init; }
    public required Sentence WhatToDo { get; init; }
    public long? AmountMicros { get; init; }
}

internal sealed class ImportNoteTable : IEntityTypeConfiguration<ImportNoteRow>
{
    public void Configure(EntityTypeBuilder<ImportNoteRow> note)
    {
        note.ToTable("channels_import_note");
        note.HasKey(row => new { row.TenantId, row.Id });
        note.HasIndex(row => new { row.TenantId, row.ImportId, row.Id });
    }
}
