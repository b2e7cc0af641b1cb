using Entrepot.Orders.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Orders.Data;

internal sealed class OrderTagTable : IEntityTypeConfiguration<OrderTag>
{
    public void Configure(EntityTypeBuilder<OrderTag> builder)
    {
        builder.ToTable("orders_tag");
        builder.HasKey(tag => new { tag.TenantId, tag.Id });
        builder.Property(tag => tag.Id).ValueGeneratedNever();
        builder.Property(tag => tag.Name).HasMaxLength(OrderTag.NameMax);
        builder.HasIndex(tag => new { tag.TenantId, tag.Name }).IsUnique();
    }
}

internal sealed class OrderTaggedTable : IEntityTypeConfiguration<OrderTagged>
{
    public void Configure(EntityTypeBuilder<OrderTagged> builder)
    {
        builder.ToTable("orders_tagged");
        builder.HasKey(tagged => new { tagged.TenantId, tagged.TagId, tagged.OrderId });
        builder.HasIndex(tagged => new { tagged.TenantId, tagged.OrderId });
    }
}

internal sealed class OrderAssignedTable : IEntityTypeConfiguration<OrderAssigned>
{
    public void Configure(EntityTypeBuilder<OrderAssigned> builder)
    {
        builder.ToTable("orders_assigned");
        builder.HasKey(assigned => new { assigned.TenantId, assigned.OrderId });
        builder.Property(assigned => assigned.UserName).HasMaxLength(100);
        builder.HasIndex(assigned => new { assigned.TenantId, assigned.UserId, assigned.OrderId });
    }
}

internal sealed class OrderUndoTable : IEntityTypeConfiguration<OrderUndo>
{
    public void Configure(EntityTypeBuilder<OrderUndo> builder)
    {
        builder.ToTable("orders_undo");
        builder.HasKey(undo => new { undo.TenantId, undo.Id });
        builder.Property(undo => undo.Id).ValueGeneratedNever();
        builder.Property(undo => undo.Actor).HasMaxLength(100);
        builder.Property(undo => undo.Kind).HasMaxLength(16);
    }
}
