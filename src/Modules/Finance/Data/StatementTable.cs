using Entrepot.Finance.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Finance.Data;

internal sealed class StatementTable : IEntityTypeConfiguration<StatementRow>
{
    public void Configure(EntityTypeBuilder<StatementRow> builder)
    {
        builder.ToTable("finance_statement");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Number).HasMaxLength(64);
        builder.Property(row => row.Account).HasMaxLength(8);
        builder.Property(row => row.Currency).HasMaxLength(3);
        builder.HasIndex(row => new { row.TenantId, row.Number }).IsUnique();
    }
}
