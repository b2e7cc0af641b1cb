using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The order book: orders, lines, traces, timelines.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0011_Orders")]
internal sealed class M0011Orders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "orders_order",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                number = table.Column<string>(maxLength: 32),
                channel_id = table.Column<long>(),
                external_number = table.Column<string>(),
                placed_at = table.Column<long>(),
                received_at = table.Column<long>(),
                status = table.Column<string>(maxLength: 32),
                hold_code = table.Column<string>(nullable: true),
                hold_reason = table.Column<string>(nullable: true),
                hold_stage = table.Column<string>(nullable: true),
                since = table.Column<long>(),
                expected_on = table.Column<DateOnly>(nullable: true),
                currency = table.Column<string>(maxLength: 8),
                total_minor = table.Column<long>(),
                profit_minor = table.Column<long>(nullable: true),
                buyer_name = table.Column<string>(),
                country = table.Column<string>(),
                warehouses = table.Column<string>(),
                service = table.Column<string>(),
                priority = table.Column<int>(),
                tags = table.Column<string>(),
                ship_by = table.Column<long>(nullable: true),
                basket_hash = table.Column<string>(),
                waived = table.Column<string>(),
                run = table.Column<int>(),
                version = table.Column<int>(),
                content = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_order", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_orders_order_number", "orders_order", ["tenant_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_orders_order_status", "orders_order", ["tenant_id", "status", "id"]);
        migrationBuilder.CreateIndex("ix_orders_order_external", "orders_order", ["tenant_id", "external_number"]);
        migrationBuilder.CreateIndex("ix_orders_order_received", "orders_order", ["tenant_id", "received_at"]);
        migrationBuilder.CreateIndex("ix_orders_order_basket", "orders_order", ["tenant_id", "basket_hash"]);

        migrationBuilder.CreateTable(
            "orders_line",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                id = table.Column<long>(),
                number = table.Column<int>(),
                code = table.Column<string>(),
                product_id = table.Column<long>(nullable: true),
                description = table.Column<string>(),
                quantity = table.Column<long>(),
                cancelled_quantity = table.Column<long>(),
                amount_minor = table.Column<long>(),
                is_service = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_line", row => new { row.tenant_id, row.order_id, row.id }));

        migrationBuilder.CreateTable(
            "orders_shortage",
            table => new
            {
                tenant_id = table.Column<long>(),
                product_id = table.Column<long>(),
                order_id = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_shortage", row => new { row.tenant_id, row.product_id, row.order_id }));

        migrationBuilder.CreateTable(
            "orders_trace",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                run = table.Column<int>(),
                at = table.Column<long>(),
                entries = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_trace", row => new { row.tenant_id, row.order_id, row.run }));

        migrationBuilder.CreateTable(
            "orders_event",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                id = table.Column<long>(),
                at = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                actor = table.Column<string>(),
                text = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_event", row => new { row.tenant_id, row.order_id, row.id }));

        migrationBuilder.CreateTable(
            "orders_number",
            table => new
            {
                tenant_id = table.Column<long>(),
                next = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_number", row => row.tenant_id));
    }
}
