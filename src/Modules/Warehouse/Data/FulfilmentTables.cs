using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Warehouse.Data;

internal sealed class FulfilmentOrderTable : IEntityTypeConfiguration<FulfilmentOrder>
{
    public void Configure(EntityTypeBuilder<FulfilmentOrder> builder)
    {
        builder.ToTable("warehouse_fulfilment_order");
        builder.HasKey(order => new { order.TenantId, order.Id });
        builder.Property(order => order.OrderNumber).HasMaxLength(64);
        builder.Property(order => order.Service).HasMaxLength(64);
        builder.Property(order => order.ShipToCountry).HasMaxLength(2);
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.Ignore(order => order.Number);
        builder.Ignore(order => order.Carrier);
        builder.HasMany(order => order.Lines).WithOne().HasForeignKey(line => new { line.TenantId, line.FulfilmentOrderId });
        builder.HasIndex(order => new { order.TenantId, order.Status, order.StatusAt });
        builder.HasIndex(order => new { order.TenantId, order.OrderId });
        builder.HasIndex(order => new { order.TenantId, order.WaveId });
    }
}

internal sealed class FulfilmentLineTable : IEntityTypeConfiguration<FulfilmentLine>
{
    public void Configure(EntityTypeBuilder<FulfilmentLine> builder)
    {
        builder.ToTable("warehouse_fulfilment_line");
        builder.HasKey(line => new { line.TenantId, line.FulfilmentOrderId, line.Id });
        builder.Property(line => line.Id).ValueGeneratedNever();
        builder.Property(line => line.Sku).HasMaxLength(64);
        builder.Property(line => line.Gtin).HasMaxLength(64);
    }
}

internal sealed class PackJobTable : IEntityTypeConfiguration<PackJob>
{
    public void Configure(EntityTypeBuilder<PackJob> builder)
    {
        builder.ToTable("warehouse_pack_job");
        builder.HasKey(job => new { job.TenantId, job.FulfilmentOrderId, job.Number });
        builder.Property(job => job.Number).ValueGeneratedNever();
        builder.Property(job => job.Carton).HasMaxLength(32);
        builder.ComplexProperty(job => job.Outer);
        builder.Property(job => job.Version).IsConcurrencyToken();
        builder.Ignore(job => job.IsOpen);
        builder.Ignore(job => job.Contents);
    }
}
