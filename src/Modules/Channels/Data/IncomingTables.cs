using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Channels.Data;

internal sealed class SalesChannelRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required SalesChannelId Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required string Currency { get; init; }
}

internal sealed class SalesChannelTable : IEntityTypeConfiguration<SalesChannelRow>
{
    public void Configure(EntityTypeBuilder<SalesChannelRow> channel)
    {
        channel.ToTable("channels_channel");
        channel.HasKey(row => new { row.TenantId, row.Id });
        channel.Property(row => row.Code).HasMaxLength(32);
        channel.HasIndex(row => new { row.TenantId, row.Code }).IsUnique();
    }
}

/// <summary>Waiting for the journey; taken into the order book; parked because a bug stopped it; or discarded by a person after that.</summary>
internal enum IncomingState { Waiting, Taken, Parked, Discarded }

/// <summary>An accepted order as the front door knows it. What it says stands in <see cref="IncomingContentRow"/>, so that moving on rewrites only this short row.</summary>
internal sealed class IncomingRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required SalesChannelId ChannelId { get; init; }
    public required string ExternalNumber { get; init; }

    /// <summary>Empty when the buyer is anonymous.</summary>
    public required string BuyerId { get; init; }
    public required DateTime PlacedAt { get; init; }
    public required DateTime ReceivedAt { get; init; }

    /// <summary>SHA-256 of the content, see <see cref="Domain.OrderPayload"/>.</summary>
    public required byte[] ContentHash { get; init; }
    public required IncomingState State { get; init; }

    /// <summary>Its order in the book; null until it is taken.</summary>
    public long? OrderId { get; init; }

    /// <summary>What stopped it; null unless it was parked.</summary>
    public Sentence? Error { get; init; }
    public DateTime? ParkedAt { get; init; }
}

internal sealed class IncomingTable : IEntityTypeConfiguration<IncomingRow>
{
    public void Configure(EntityTypeBuilder<IncomingRow> incoming)
    {
        incoming.ToTable("channels_incoming");
        incoming.HasKey(row => new { row.TenantId, row.Id });
        incoming.Property(row => row.ExternalNumber).HasMaxLength(64);
        incoming.HasIndex(row => new { row.TenantId, row.ChannelId, row.ExternalNumber }).IsUnique();
        incoming.HasIndex(row => new { row.TenantId, row.State, row.Id }).HasFilter("state <> 'Taken'");
        incoming.HasIndex(row => new { row.TenantId, row.ChannelId, row.BuyerId }).HasFilter("buyer_id <> ''");
    }
}

/// <summary>What an accepted order says, never changed.</summary>
internal sealed class IncomingContentRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long IncomingId { get; init; }

    /// <summary>JSON of <see cref="Contracts.IncomingOrder"/>.</summary>
    public required string Payload { get; init; }

    /// <summary>The source's own text, verbatim; null where there is none beyond the order itself.</summary>
    public string? Raw { get; init; }
}

internal sealed class IncomingContentTable : IEntityTypeConfiguration<IncomingContentRow>
{
    public void Configure(EntityTypeBuilder<IncomingContentRow> content)
    {
        content.ToTable("channels_incoming_content");
        content.HasKey(row => new { row.TenantId, row.IncomingId });
    }
}

/// <summary>The same number came again with other content: both are kept, a person decides.</summary>
internal sealed class ConflictRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }

    /// <summary>The order that was accepted first.</summary>
    public required long IncomingId { get; init; }
    public required byte[] ContentHash { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required string Payload { get; init; }
    public string? Raw { get; init; }

    /// <summary>How often this other content was sent.</summary>
    public required long Times { get; init; }

    /// <summary>What a person decided about it; null as long as nobody has.</summary>
    public IntakeDecision? Decided { get; init; }
}

internal sealed class ConflictTable : IEntityTypeConfiguration<ConflictRow>
{
    public void Configure(EntityTypeBuilder<ConflictRow> conflict)
    {
        conflict.ToTable("channels_conflict");
        conflict.HasKey(row => new { row.TenantId, row.Id });
        conflict.HasIndex(row => new { row.TenantId, row.IncomingId, row.ContentHash }).IsUnique();
    }
}

/// <summary>Pending: not looked at yet, because its import still runs or its order has not come. Matched to a line of an order, or unmatched.</summary>
internal enum CancellationState { Pending, Matched, Unmatched }

/// <summary>One cancelled line as the channel sent it, and the order's line that it was matched to.</summary>
internal sealed class CancellationRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required SalesChannelId ChannelId { get; init; }

    /// <summary>The channel's own number of the cancellation.</summary>
    public required string Reference { get; init; }
    public required string LineKey { get; init; }
    public required DateTime PlacedAt { get; init; }
    public required DateTime ReceivedAt { get; init; }

    /// <summary>Empty when the source names the buyer and the article instead of an order.</summary>
    public required string ExternalNumber { get; init; }
    public required string BuyerId { get; init; }
    public required string Code { get; init; }
    public required string Description { get; init; }
    public required long UnitPriceMicros { get; init; }
    public required long Quantity { get; init; }
    public required CancellationState State { get; init; }

    /// <summary>The import that brought it and will match it; null when it came by itself.</summary>
    public long? ImportId { get; init; }

    /// <summary>The order and line it was matched to; null and empty while there is none.</summary>
    public long? IncomingId { get; init; }
    public string ExternalLineId { get; init; } = "";
}

internal sealed class CancellationTable : IEntityTypeConfiguration<CancellationRow>
{
    public void Configure(EntityTypeBuilder<CancellationRow> cancellation)
    {
        cancellation.ToTable("channels_cancellation");
        cancellation.HasKey(row => new { row.TenantId, row.Id });
        cancellation.Property(row => row.Reference).HasMaxLength(64);
        cancellation.HasIndex(row => new { row.TenantId, row.ChannelId, row.Reference, row.LineKey }).IsUnique();
        cancellation.HasIndex(row => new { row.TenantId, row.IncomingId });
        cancellation.HasIndex(row => new { row.TenantId, row.ImportId, row.State, row.BuyerId });
        cancellation.HasIndex(row => new { row.TenantId, row.State, row.Id });
    }
}
