using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Warehouse.Data;

internal sealed class BinStockTable : IEntityTypeConfiguration<BinStock>
{
    public void Configure(EntityTypeBuilder<BinStock> builder)
    {
        builder.ToTable("warehouse_bin_stock");
        builder.HasKey(row => new { row.TenantId, row.BinId, row.ProductId });
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.TenantId, row.WarehouseId, row.ProductId });
    }
}

internal sealed class BinMovementTable : IEntityTypeConfiguration<BinMovement>
{
    public void Configure(EntityTypeBuilder<BinMovement> builder)
    {
        builder.ToTable("warehouse_bin_movement");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Cause).HasMaxLength(128);
        builder.HasIndex(row => new { row.TenantId, row.BinId, row.ProductId });
    }
}

internal sealed class FloorTaskTable : IEntityTypeConfiguration<FloorTask>
{
    public void Configure(EntityTypeBuilder<FloorTask> builder)
    {
        builder.ToTable("warehouse_floor_task");
        builder.HasKey(task => new { task.TenantId, task.Id });
        builder.Property(task => task.Id).ValueGeneratedNever();
        builder.Property(task => task.Reference).HasMaxLength(128);
        builder.Property(task => task.Version).IsConcurrencyToken();
        builder.Ignore(task => task.Number);
        builder.Ignore(task => task.IsOpen);
        builder.HasMany(task => task.Lines).WithOne().HasForeignKey(line => new { line.TenantId, line.FloorTaskId });
        builder.HasIndex(task => new { task.TenantId, task.State, task.Kind });
    }
}

internal sealed class FloorLineTable : IEntityTypeConfiguration<FloorLine>
{
    public void Configure(EntityTypeBuilder<FloorLine> builder)
    {
        builder.ToTable("warehouse_floor_line");
        builder.HasKey(line => new { line.TenantId, line.FloorTaskId, line.ProductId });
        builder.Ignore(line => line.Good);
        builder.Ignore(line => line.Difference);
    }
}

internal sealed class ScanTable : IEntityTypeConfiguration<ScanRecord>
{
    public void Configure(EntityTypeBuilder<ScanRecord> builder)
    {
        builder.ToTable("warehouse_scan");
        builder.HasKey(scan => new { scan.TenantId, scan.Scan });
        builder.Property(scan => scan.Scan).HasMaxLength(64);
        builder.Property(scan => scan.Code).HasMaxLength(128);
        builder.HasIndex(scan => new { scan.TenantId, scan.At });
    }
}
