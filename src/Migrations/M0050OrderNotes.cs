using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>People write notes on orders and call each other by name in them.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0050_OrderNotes")]
internal sealed class M0050OrderNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "orders_note",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                id = table.Column<long>(),
                at = table.Column<long>(),
                author = table.Column<string>(maxLength: 100),
                text = table.Column<string>(maxLength: 2000),
            },
            constraints: table => table.PrimaryKey("pk_orders_note", row => new { row.tenant_id, row.order_id, row.id }));
        migrationBuilder.CreateTable(
            "orders_mention",
            table => new
            {
                tenant_id = table.Column<long>(),
                user_id = table.Column<long>(),
                note_id = table.Column<long>(),
                order_id = table.Column<long>(),
                read_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_orders_mention", row => new { row.tenant_id, row.user_id, row.note_id }));
        migrationBuilder.CreateIndex("ix_orders_mention_unread", "orders_mention", ["tenant_id", "user_id", "note_id"], filter: "read_at IS NULL");
    }
}
