using Entrepot.Inventory.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Inventory.Data;

internal sealed class WarehouseTable : IEntityTypeConfiguration<WarehouseRecord>
{
    public void Configure(EntityTypeBuilder<WarehouseRecord> builder)
    {
        builder.ToTable("inventory_warehouse");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Code).HasMaxLength(16);
        builder.Property(row => row.TimeZone).HasMaxLength(64);
        builder.ComplexProperty(row => row.Address);
        builder.HasIndex(row => new { row.TenantId, row.Code }).IsUnique();
    }
}

/// <summary>Product before warehouse in the key: a reservation reads a product over all warehouses.</summary>
internal sealed class StockTable : IEntityTypeConfiguration<StockRecord>
{
    public void Configure(EntityTypeBuilder<StockRecord> builder)
    {
        builder.ToTable("inventory_stock");
        builder.HasKey(row => new { row.TenantId, row.ProductId, row.WarehouseId });
    }
}

internal sealed class MovementTable : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("inventory_movement");
        builder.HasKey(row => new { row.TenantId, row.ProductId, row.WarehouseId, row.Id });
        builder.Property(row => row.Cause).HasMaxLength(128);
        builder.HasIndex(row => new { row.TenantId, row.Cause, row.ProductId, row.WarehouseId }).IsUnique().HasFilter("cause IS NOT NULL");
    }
}

internal sealed class ReservationTable : IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("inventory_reservation");
        builder.HasKey(row => new { row.TenantId, row.OrderId, row.Id });
        builder.Property(row => row.Reference).HasMaxLength(64);
        builder.Ignore(row => row.Open);
    }
}

internal sealed class InboundTable : IEntityTypeConfiguration<Inbound>
{
    public void Configure(EntityTypeBuilder<Inbound> builder)
    {
        builder.ToTable("inventory_inbound");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Cause).HasMaxLength(128);
        builder.HasIndex(row => new { row.TenantId, row.ProductId });
        builder.HasIndex(row => new { row.TenantId, row.Cause, row.ProductId, row.WarehouseId }).IsUnique();
    }
}

internal sealed class BackorderTable : IEntityTypeConfiguration<Backorder>
{
    public void Configure(EntityTypeBuilder<Backorder> builder)
    {
        builder.ToTable("inventory_backorder");
        builder.HasKey(row => new { row.TenantId, row.OrderId, row.Id });
        builder.HasIndex(row => new { row.TenantId, row.ProductId });
    }
}

internal sealed class ReorderPointTable : IEntityTypeConfiguration<ReorderPoint>
{
    public void Configure(EntityTypeBuilder<ReorderPoint> builder)
    {
        builder.ToTable("inventory_reorder_point");
        builder.HasKey(row => new { row.TenantId, row.ProductId, row.WarehouseId });
    }
}

internal sealed class TransferTable : IEntityTypeConfiguration<Transfer>
{
    public void Configure(EntityTypeBuilder<Transfer> builder)
    {
        builder.ToTable("inventory_transfer");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Key).HasMaxLength(64);
        builder.Ignore(row => row.Cause);
        builder.HasMany(row => row.Lines).WithOne().HasForeignKey(line => new { line.TenantId, line.TransferId });
        builder.HasIndex(row => new { row.TenantId, row.Key }).IsUnique();
    }
}

internal sealed class TransferLineTable : IEntityTypeConfiguration<TransferLine>
{
    public void Configure(EntityTypeBuilder<TransferLine> builder)
    {
        builder.ToTable("inventory_transfer_line");
        builder.HasKey(row => new { row.TenantId, row.TransferId, row.ProductId });
    }
}
