using Entrepot.Finance.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Finance.Data;

internal sealed class VoucherTable : IEntityTypeConfiguration<Voucher>
{
    public void Configure(EntityTypeBuilder<Voucher> builder)
    {
        builder.ToTable("finance_voucher");
        builder.HasKey(voucher => new { voucher.TenantId, voucher.Id });
        builder.Property(voucher => voucher.Id).ValueGeneratedNever();
        builder.Property(voucher => voucher.SourceType).HasMaxLength(32);
        builder.Property(voucher => voucher.Kind).HasMaxLength(64);
        builder.Ignore(voucher => voucher.Number);
        builder.Ignore(voucher => voucher.Words);
        builder.HasIndex(voucher => new { voucher.TenantId, voucher.SourceType, voucher.SourceId, voucher.Kind }).IsUnique();
        builder.HasIndex(voucher => new { voucher.TenantId, voucher.Reverses }).IsUnique(); // One reversal at most; empty ones do not count as equal.
    }
}

internal sealed class VoucherLineTable : IEntityTypeConfiguration<VoucherLine>
{
    public void Configure(EntityTypeBuilder<VoucherLine> builder)
    {
        builder.ToTable("finance_voucher_line");
        builder.HasKey(line => new { line.TenantId, line.VoucherId, line.LineNo });
        builder.Property(line => line.VoucherId).ValueGeneratedNever();
        builder.Property(line => line.LineNo).ValueGeneratedNever();
        builder.Property(line => line.Account).HasMaxLength(8);
        builder.ComplexProperty(line => line.Amount);
    }
}

internal sealed class OrderCostTable : IEntityTypeConfiguration<OrderCostRow>
{
    public void Configure(EntityTypeBuilder<OrderCostRow> builder)
    {
        builder.ToTable("finance_order_cost");
        builder.HasKey(cost => new { cost.TenantId, cost.OrderId, cost.Kind });
        builder.Property(cost => cost.OrderId).ValueGeneratedNever();
        builder.Property(cost => cost.Currency).HasMaxLength(3);
    }
}

internal sealed class FxRateTable : IEntityTypeConfiguration<FxRateRow>
{
    public void Configure(EntityTypeBuilder<FxRateRow> builder)
    {
        builder.ToTable("finance_fx_rate");
        builder.HasKey(rate => new { rate.Day, rate.Currency });
        builder.Property(rate => rate.Currency).HasMaxLength(3);
    }
}
