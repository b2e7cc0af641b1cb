using Entrepot.Orders.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Orders.Data;

internal sealed class OrderMovedTable : IEntityTypeConfiguration<OrderMoved>
{
    public void Configure(EntityTypeBuilder<OrderMoved> builder)
    {
        builder.ToTable("orders_move");
        builder.HasKey(move => new { move.TenantId, move.Id });
        builder.Property(move => move.Id).ValueGeneratedNever();
        builder.Property(move => move.Kind).HasMaxLength(8);
        builder.HasIndex(move => new { move.TenantId, move.FromOrder });
        builder.HasIndex(move => new { move.TenantId, move.ToOrder });
    }
}

internal sealed class OrderMovedLineTable : IEntityTypeConfiguration<OrderMovedLine>
{
    public void Configure(EntityTypeBuilder<OrderMovedLine> builder)
    {
        builder.ToTable("orders_move_line");
        builder.HasKey(line => new { line.TenantId, line.MoveId, line.FromLine });
    }
}
