using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Who moved stock, transfers between warehouses, and from how many pieces on goods are to be ordered again.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0043_StockKeeping")]
internal sealed class M0043StockKeeping : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("by", "inventory_movement", nullable: true);

        migrationBuilder.CreateTable(
            "inventory_reorder_point",
            table => new
            {
                tenant_id = table.Column<long>(),
                product_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                quantity = table.Column<long>(),
                set_by = table.Column<string>(),
                set_at = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inventory_reorder_point", row => new { row.tenant_id, row.product_id, row.warehouse_id });
                table.ForeignKey("fk_inventory_reorder_point_warehouse", row => new { row.tenant_id, row.warehouse_id }, "inventory_warehouse", ["tenant_id", "id"]);
                table.CheckConstraint("ck_inventory_reorder_point_quantity", "quantity > 0");
            });

        migrationBuilder.CreateTable(
            "inventory_transfer",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                key = table.Column<string>(maxLength: 64),
                from_warehouse_id = table.Column<long>(),
                to_warehouse_id = table.Column<long>(),
                expected_on = table.Column<DateOnly>(),
                note = table.Column<string>(),
                sent_by = table.Column<string>(),
                sent_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_inventory_transfer", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_inventory_transfer_key", "inventory_transfer", ["tenant_id", "key"], unique: true);

        migrationBuilder.CreateTable(
            "inventory_transfer_line",
            table => new
            {
                tenant_id = table.Column<long>(),
                transfer_id = table.Column<long>(),
                product_id = table.Column<long>(),
                quantity = table.Column<long>(),
                inbound_id = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inventory_transfer_line", row => new { row.tenant_id, row.transfer_id, row.product_id });
                table.ForeignKey("fk_inventory_transfer_line_transfer", row => new { row.tenant_id, row.transfer_id }, "inventory_transfer", ["tenant_id", "id"]);
                table.CheckConstraint("ck_inventory_transfer_line_quantity", "quantity > 0");
            });
    }
}
