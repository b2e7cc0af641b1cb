using Entrepot.Orders.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Orders.Data;

internal sealed class OrderNoteTable : IEntityTypeConfiguration<OrderNote>
{
    public void Configure(EntityTypeBuilder<OrderNote> builder)
    {
        builder.ToTable("orders_note");
        builder.HasKey(note => new { note.TenantId, note.OrderId, note.Id });
        builder.Property(note => note.Author).HasMaxLength(100);
        builder.Property(note => note.Text).HasMaxLength(OrderNote.TextMax);
    }
}

internal sealed class OrderMentionTable : IEntityTypeConfiguration<OrderMention>
{
    public void Configure(EntityTypeBuilder<OrderMention> builder)
    {
        builder.ToTable("orders_mention");
        builder.HasKey(mention => new { mention.TenantId, mention.UserId, mention.NoteId });
        builder.HasIndex(mention => new { mention.TenantId, mention.UserId, mention.NoteId }).HasDatabaseName("ix_orders_mention_unread").HasFilter("read_at IS NULL");
    }
}
