using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Channels.Data;

/// <summary>One shop that we speak to.</summary>
internal sealed class ConnectionRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required SalesChannelId ChannelId { get; init; }
    public required string Kind { get; set; }
    public required string BaseUrl { get; set; }

    /// <summary>JSON object of names and texts, sealed.</summary>
    public required string Keys { get; set; }

    /// <summary>The marketplace's tokens as JSON, sealed; null before the first.</summary>
    public string? Tokens { get; set; }
    public required string ShopName { get; set; }

    /// <summary>What the keys allow, by the last check.</summary>
    public required string Scopes { get; set; }
    public required DateTime ConnectedAt { get; set; }
    public bool IsPaused { get; set; }

    /// <summary>Rises when pulling is begun anew: work of an earlier run ends.</summary>
    public long Run { get; set; }
    public required long PullEverySeconds { get; set; }

    /// <summary>Where pulling stands, as JSON.</summary>
    public required string Cursor { get; set; }

    /// <summary>What is left of each operation's allowance, as JSON.</summary>
    public required string Pace { get; set; }
    public DateTime? LastPullAt { get; set; }

    /// <summary>The newest change of an order that was seen, by the marketplace's clock.</summary>
    public DateTime? LastOrderAt { get; set; }
    public DateTime? LastWebhookAt { get; set; }
    public DateTime? NextPullAt { get; set; }
    public long OrdersPulled { get; set; }

    /// <summary>Pulls in a row that brought nothing for a fault.</summary>
    public long Failures { get; set; }
    public Sentence? Error { get; set; }
}

/// <summary>What a marketplace sent us, as it came.</summary>
internal sealed class WebhookRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required SalesChannelId ChannelId { get; init; }

    /// <summary>The same for each repetition of an event.</summary>
    public required string EventKey { get; init; }
    public required string Topic { get; init; }
    public required DateTime ReceivedAt { get; init; }

    /// <summary>As JSON.</summary>
    public required string Headers { get; init; }
    public required byte[] Body { get; init; }

    /// <summary>Why it was not read; null where it was.</summary>
    public Sentence? Problem { get; init; }
}

/// <summary>Taken: in the intake. Unready: it has no address yet. Unreadable: kept as it came, with what is wrong.</summary>
internal enum RemoteOrderState { Taken, Unready, Unreadable }

/// <summary>One order as the marketplace knows it.</summary>
internal sealed class RemoteOrderRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required SalesChannelId ChannelId { get; init; }
    public required string RemoteId { get; init; }

    /// <summary>Empty while it cannot be read.</summary>
    public required string ExternalNumber { get; init; }
    public DateTime? UpdatedAt { get; init; }
    public required DateTime SeenAt { get; init; }
    public required RemoteOrderState State { get; init; }
    public Sentence? Problem { get; init; }
    public required string Field { get; init; }

    /// <summary>The order as it came, where the intake does not keep it.</summary>
    public string? Raw { get; init; }
}

/// <summary>What a marketplace told about an order beside its content.</summary>
internal sealed class OrderNewsRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required SalesChannelId ChannelId { get; init; }
    public required string ExternalNumber { get; init; }
    public required Connectors.OrderNewsKind Kind { get; init; }
    public required string Reference { get; init; }
    public DateTime? HappenedAt { get; init; }
    public required DateTime SeenAt { get; init; }
    public required string Text { get; init; }
}

internal sealed class ConnectionTable : IEntityTypeConfiguration<ConnectionRow>
{
    public void Configure(EntityTypeBuilder<ConnectionRow> builder)
    {
        builder.ToTable("channels_connection");
        builder.HasKey(row => new { row.TenantId, row.ChannelId });
        builder.Property(row => row.Kind).HasMaxLength(32);
        builder.Property(row => row.BaseUrl).HasMaxLength(500);
        builder.Property(row => row.ShopName).HasMaxLength(200);
    }
}

internal sealed class WebhookTable : IEntityTypeConfiguration<WebhookRow>
{
    public void Configure(EntityTypeBuilder<WebhookRow> builder)
    {
        builder.ToTable("channels_webhook");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.EventKey).HasMaxLength(128);
        builder.Property(row => row.Topic).HasMaxLength(64);
        builder.HasIndex(row => new { row.TenantId, row.ChannelId, row.EventKey }).IsUnique().HasDatabaseName("ix_channels_webhook_once");
    }
}

internal sealed class RemoteOrderTable : IEntityTypeConfiguration<RemoteOrderRow>
{
    public void Configure(EntityTypeBuilder<RemoteOrderRow> builder)
    {
        builder.ToTable("channels_remote_order");
        builder.HasKey(row => new { row.TenantId, row.ChannelId, row.RemoteId });
        builder.Property(row => row.RemoteId).HasMaxLength(128);
        builder.Property(row => row.ExternalNumber).HasMaxLength(64);
        builder.Property(row => row.State).HasMaxLength(16);
        builder.Property(row => row.Field).HasMaxLength(200);
        builder.HasIndex(row => new { row.TenantId, row.ChannelId, row.ExternalNumber }).HasDatabaseName("ix_channels_remote_order_number");
        builder.HasIndex(row => new { row.TenantId, row.ChannelId, row.State }).HasFilter("state <> 'Taken'").HasDatabaseName("ix_channels_remote_order_open");
    }
}

internal sealed class OrderNewsTable : IEntityTypeConfiguration<OrderNewsRow>
{
    public void Configure(EntityTypeBuilder<OrderNewsRow> builder)
    {
        builder.ToTable("channels_order_news");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.ExternalNumber).HasMaxLength(64);
        builder.Property(row => row.Kind).HasMaxLength(24);
        builder.Property(row => row.Reference).HasMaxLength(128);
        builder.HasIndex(row => new { row.TenantId, row.ChannelId, row.ExternalNumber, row.Kind, row.Reference }).IsUnique().HasDatabaseName("ix_channels_order_news_once");
    }
}
