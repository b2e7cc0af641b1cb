using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>
/// The overview is filtered by shop and warehouse and says what left in time and what a parcel costs; people put tags on orders, take them on,
/// and take a change back; the queue of holds is read from an index of held orders alone.
/// </summary>
[DbContext(typeof(EntrepotDb)), Migration("0049_OrderDesk")]
internal sealed class M0049OrderDesk : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("shipped_at", "orders_order", nullable: true);
        migrationBuilder.Sql("""
            UPDATE orders_order SET shipped_at = (SELECT MIN(e.at) FROM orders_event e WHERE e.tenant_id = orders_order.tenant_id AND e.order_id = orders_order.id AND e.kind = 'shipped')
            WHERE status IN ('Shipped', 'Delivered')
            """);
        migrationBuilder.CreateIndex("ix_orders_order_shipped", "orders_order", ["tenant_id", "shipped_at", "ship_by", "channel_id", "warehouses"], filter: "shipped_at IS NOT NULL");
        migrationBuilder.CreateIndex("ix_orders_order_held", "orders_order", ["tenant_id", "status", "priority", "ship_by", "id", "hold_code", "channel_id", "since"], filter: "status = 'OnHold'");
        migrationBuilder.DropIndex("ix_orders_order_listed", "orders_order");
        migrationBuilder.CreateIndex("ix_orders_order_listed", "orders_order", ["tenant_id", "id", "status", "channel_id", "country", "hold_code", "total_minor", "warehouses"]);
        migrationBuilder.DropIndex("ix_orders_order_pulse", "orders_order");
        migrationBuilder.CreateIndex("ix_orders_order_pulse", "orders_order", ["tenant_id", "received_at", "status", "run", "currency", "total_minor", "profit_minor", "channel_id", "warehouses"]);
        migrationBuilder.CreateIndex("ix_transport_consignment_left", "transport_consignment", ["tenant_id", "handed_over_at", "warehouse_id", "id", "actual_price_minor", "actual_price_currency", "estimated_price_minor", "estimated_price_currency"], filter: "handed_over_at IS NOT NULL");

        migrationBuilder.CreateTable(
            "orders_tag",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                name = table.Column<string>(maxLength: 32),
                tone = table.Column<string>(maxLength: 8),
            },
            constraints: table => table.PrimaryKey("pk_orders_tag", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_orders_tag_name", "orders_tag", ["tenant_id", "name"], unique: true);
        migrationBuilder.CreateTable(
            "orders_tagged",
            table => new
            {
                tenant_id = table.Column<long>(),
                tag_id = table.Column<long>(),
                order_id = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_tagged", row => new { row.tenant_id, row.tag_id, row.order_id }));
        migrationBuilder.CreateIndex("ix_orders_tagged_order", "orders_tagged", ["tenant_id", "order_id"]);
        migrationBuilder.CreateTable(
            "orders_assigned",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                user_id = table.Column<long>(),
                user_name = table.Column<string>(maxLength: 100),
            },
            constraints: table => table.PrimaryKey("pk_orders_assigned", row => new { row.tenant_id, row.order_id }));
        migrationBuilder.CreateIndex("ix_orders_assigned_user", "orders_assigned", ["tenant_id", "user_id", "order_id"]);
        migrationBuilder.CreateTable(
            "orders_undo",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                actor = table.Column<string>(maxLength: 100),
                at = table.Column<long>(),
                kind = table.Column<string>(maxLength: 16),
                was = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_undo", row => new { row.tenant_id, row.id }));
    }
}
