using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Orders are split and merged: which pieces went over from which order to which.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0061_OrderMoves")]
internal sealed class M0061OrderMoves : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("moved_quantity", "orders_line", defaultValue: 0L);
        migrationBuilder.CreateTable(
            "orders_move",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 8),
                from_order = table.Column<long>(),
                to_order = table.Column<long>(),
                at = table.Column<long>(),
                actor = table.Column<string>(),
                reason = table.Column<string>(),
                shipping_minor = table.Column<long>(),
                shipping_tax_minor = table.Column<long>(),
                undoes = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_orders_move", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_orders_move_from_order", "orders_move", ["tenant_id", "from_order"]);
        migrationBuilder.CreateIndex("ix_orders_move_to_order", "orders_move", ["tenant_id", "to_order"]);
        migrationBuilder.CreateTable(
            "orders_move_line",
            table => new
            {
                tenant_id = table.Column<long>(),
                move_id = table.Column<long>(),
                from_line = table.Column<long>(),
                to_line = table.Column<long>(),
                quantity = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_move_line", row => new { row.tenant_id, row.move_id, row.from_line }));
    }
}
