using Entrepot.Orders.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Orders.Data;

internal sealed class OrderTable : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders_order");
        builder.HasKey(order => new { order.TenantId, order.Id });
        builder.Property(order => order.Number).HasMaxLength(32);
        builder.Property(order => order.Currency).HasMaxLength(8);
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.HasIndex(order => new { order.TenantId, order.Number }).IsUnique();
        builder.HasIndex(order => new { order.TenantId, order.Status, order.Id, order.HoldCode, order.TotalMinor }).HasDatabaseName("ix_orders_order_status"); // The reason at its end: holds are counted by it; the amount: lists are sorted by it.
        builder.HasIndex(order => new { order.TenantId, order.Country, order.Id });
        // What lists filter by, and what the overview adds up, without the orders themselves, which are long.
        builder.HasIndex(order => new { order.TenantId, order.Id, order.Status, order.ChannelId, order.Country, order.HoldCode, order.TotalMinor, order.Warehouses }).HasDatabaseName("ix_orders_order_listed");
        builder.HasIndex(order => new { order.TenantId, order.Id, order.ExternalNumber, order.BuyerName }).HasDatabaseName("ix_orders_order_found");
        builder.HasIndex(order => new { order.TenantId, order.ReceivedAt, order.Status, order.Run, order.Currency, order.TotalMinor, order.ProfitMinor, order.ChannelId, order.Warehouses }).HasDatabaseName("ix_orders_order_pulse");
        builder.HasIndex(order => new { order.TenantId, order.ShippedAt, order.ShipBy, order.ChannelId, order.Warehouses }).HasDatabaseName("ix_orders_order_shipped").HasFilter("shipped_at IS NOT NULL");
        // The queue of holds: held orders are few beside all that were ever sold.
        builder.HasIndex(order => new { order.TenantId, order.Status, order.Priority, order.ShipBy, order.Id, order.HoldCode, order.ChannelId, order.Since }).HasDatabaseName("ix_orders_order_held").HasFilter("status = 'OnHold'");
        builder.HasIndex(order => new { order.TenantId, order.BasketHash });
    }
}

internal sealed class OrderLineTable : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("orders_line");
        builder.HasKey(line => new { line.TenantId, line.OrderId, line.Id });
    }
}

internal sealed class OrderShortageTable : IEntityTypeConfiguration<OrderShortage>
{
    public void Configure(EntityTypeBuilder<OrderShortage> builder)
    {
        builder.ToTable("orders_shortage");
        builder.HasKey(shortage => new { shortage.TenantId, shortage.ProductId, shortage.OrderId });
    }
}

internal sealed class OrderTraceTable : IEntityTypeConfiguration<OrderTrace>
{
    public void Configure(EntityTypeBuilder<OrderTrace> builder)
    {
        builder.ToTable("orders_trace");
        builder.HasKey(trace => new { trace.TenantId, trace.OrderId, trace.Run });
    }
}

internal sealed class OrderEventTable : IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<OrderEvent> builder)
    {
        builder.ToTable("orders_event");
        builder.HasKey(happened => new { happened.TenantId, happened.OrderId, happened.Id });
        builder.Property(happened => happened.Kind).HasMaxLength(32);
    }
}

internal sealed class OrderNumberTable : IEntityTypeConfiguration<OrderNumber>
{
    public void Configure(EntityTypeBuilder<OrderNumber> builder)
    {
        builder.ToTable("orders_number");
        builder.HasKey(number => number.TenantId);
    }
}

internal sealed class OrderWordTable : IEntityTypeConfiguration<OrderWord>
{
    public void Configure(EntityTypeBuilder<OrderWord> builder)
    {
        builder.ToTable("orders_word");
        builder.HasKey(word => new { word.TenantId, word.Word, word.OrderId });
        builder.Property(word => word.Word).HasMaxLength(64);
    }
}

internal sealed class OrderViewTable : IEntityTypeConfiguration<OrderView>
{
    public void Configure(EntityTypeBuilder<OrderView> builder)
    {
        builder.ToTable("orders_view");
        builder.HasKey(view => new { view.TenantId, view.Id });
        builder.Property(view => view.Id).ValueGeneratedNever();
        builder.Property(view => view.Name).HasMaxLength(60);
        builder.Property(view => view.Query).HasMaxLength(500);
    }
}

internal sealed class OrderColumnsTable : IEntityTypeConfiguration<OrderColumns>
{
    public void Configure(EntityTypeBuilder<OrderColumns> builder)
    {
        builder.ToTable("orders_columns");
        builder.HasKey(columns => new { columns.TenantId, columns.UserId });
        builder.Property(columns => columns.Hidden).HasMaxLength(200);
    }
}
