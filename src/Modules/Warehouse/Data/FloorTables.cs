using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Warehouse.Data;

internal sealed class BinTable : IEntityTypeConfiguration<BinRecord>
{
    public void Configure(EntityTypeBuilder<BinRecord> builder)
    {
        builder.ToTable("warehouse_bin");
        builder.HasKey(bin => new { bin.TenantId, bin.Id });
        builder.Property(bin => bin.Code).HasMaxLength(32);
        builder.Property(bin => bin.Zone).HasMaxLength(8);
        builder.HasIndex(bin => new { bin.TenantId, bin.WarehouseId, bin.Code }).IsUnique();
    }
}

internal sealed class ProductBinTable : IEntityTypeConfiguration<ProductBin>
{
    public void Configure(EntityTypeBuilder<ProductBin> builder)
    {
        builder.ToTable("warehouse_product_bin");
        builder.HasKey(row => new { row.TenantId, row.WarehouseId, row.ProductId });
    }
}

internal sealed class WaveTable : IEntityTypeConfiguration<Wave>
{
    public void Configure(EntityTypeBuilder<Wave> builder)
    {
        builder.ToTable("warehouse_wave");
        builder.HasKey(wave => new { wave.TenantId, wave.Id });
        builder.Property(wave => wave.Service).HasMaxLength(64);
    }
}

internal sealed class PickTaskTable : IEntityTypeConfiguration<PickTask>
{
    public void Configure(EntityTypeBuilder<PickTask> builder)
    {
        builder.ToTable("warehouse_pick_task");
        builder.HasKey(task => new { task.TenantId, task.Id });
        builder.Property(task => task.AtBin).HasMaxLength(32);
        builder.Property(task => task.LastScan).HasMaxLength(64);
        builder.Property(task => task.Version).IsConcurrencyToken();
        builder.HasMany(task => task.Lines).WithOne().HasForeignKey(line => new { line.TenantId, line.PickTaskId });
        builder.HasIndex(task => new { task.TenantId, task.IsDone, task.WarehouseId });
        builder.HasIndex(task => new { task.TenantId, task.WaveId });
    }
}

internal sealed class PickLineTable : IEntityTypeConfiguration<PickLine>
{
    public void Configure(EntityTypeBuilder<PickLine> builder)
    {
        builder.ToTable("warehouse_pick_line");
        builder.HasKey(line => new { line.TenantId, line.PickTaskId, line.Id });
        builder.Property(line => line.Id).ValueGeneratedNever();
        builder.Property(line => line.Bin).HasMaxLength(32);
        builder.Property(line => line.Sku).HasMaxLength(64);
        builder.Property(line => line.Gtin).HasMaxLength(64);
        builder.HasIndex(line => new { line.TenantId, line.FulfilmentOrderId });
    }
}
