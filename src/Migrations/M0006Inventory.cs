using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Warehouses, stock with its movements, reservations, and what is on its way.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0006_Inventory")]
internal sealed class M0006Inventory : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddWarehouse(migrationBuilder);
        AddStock(migrationBuilder);
        AddReservation(migrationBuilder);
        AddInbound(migrationBuilder);
    }

    private static void AddWarehouse(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "inventory_warehouse",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                code = table.Column<string>(maxLength: 16),
                name = table.Column<string>(),
                address_name = table.Column<string>(),
                address_company = table.Column<string>(),
                address_line1 = table.Column<string>(),
                address_line2 = table.Column<string>(),
                address_city = table.Column<string>(),
                address_province = table.Column<string>(),
                address_postcode = table.Column<string>(),
                address_country = table.Column<string>(),
                address_phone = table.Column<string>(),
                address_email = table.Column<string>(),
                latitude = table.Column<double>(),
                longitude = table.Column<double>(),
                time_zone = table.Column<string>(maxLength: 64),
                cut_off_minutes = table.Column<int>(),
                is_active = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_inventory_warehouse", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_inventory_warehouse_code", "inventory_warehouse", ["tenant_id", "code"], unique: true);
    }

    private static void AddStock(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "inventory_stock",
            table => new
            {
                tenant_id = table.Column<long>(),
                product_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                on_hand = table.Column<long>(),
                reserved = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inventory_stock", row => new { row.tenant_id, row.product_id, row.warehouse_id });
                table.ForeignKey("fk_inventory_stock_warehouse", row => new { row.tenant_id, row.warehouse_id }, "inventory_warehouse", ["tenant_id", "id"]);
                table.CheckConstraint("ck_inventory_stock_on_hand", "on_hand >= 0");
                table.CheckConstraint("ck_inventory_stock_reserved", "reserved >= 0");
                table.CheckConstraint("ck_inventory_stock_available", "on_hand - reserved >= 0");
            });

        migrationBuilder.CreateTable(
            "inventory_movement",
            table => new
            {
                tenant_id = table.Column<long>(),
                product_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                on_hand_change = table.Column<long>(),
                reserved_change = table.Column<long>(),
                cause = table.Column<string>(maxLength: 128, nullable: true),
                order_id = table.Column<long>(nullable: true),
                note = table.Column<string>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_inventory_movement", row => new { row.tenant_id, row.product_id, row.warehouse_id, row.id }));
        migrationBuilder.CreateIndex(
            "ix_inventory_movement_cause", "inventory_movement", ["tenant_id", "cause", "product_id", "warehouse_id"], unique: true, filter: "cause IS NOT NULL");
    }

    private static void AddReservation(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "inventory_reservation",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                id = table.Column<long>(),
                line_id = table.Column<long>(),
                product_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                quantity = table.Column<long>(),
                shipped = table.Column<long>(),
                state = table.Column<string>(maxLength: 32),
                reference = table.Column<string>(maxLength: 64),
                at = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inventory_reservation", row => new { row.tenant_id, row.order_id, row.id });
                table.CheckConstraint("ck_inventory_reservation_shipped", "shipped >= 0 AND shipped <= quantity");
            });
    }

    private static void AddInbound(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "inventory_inbound",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                product_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                quantity = table.Column<long>(),
                received = table.Column<long>(),
                is_cancelled = table.Column<bool>(),
                expected_on = table.Column<DateOnly>(),
                cause = table.Column<string>(maxLength: 128),
            },
            constraints: table => table.PrimaryKey("pk_inventory_inbound", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_inventory_inbound_product", "inventory_inbound", ["tenant_id", "product_id"]);
        migrationBuilder.CreateIndex("ix_inventory_inbound_cause", "inventory_inbound", ["tenant_id", "cause", "product_id", "warehouse_id"], unique: true);

        migrationBuilder.CreateTable(
            "inventory_backorder",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                id = table.Column<long>(),
                line_id = table.Column<long>(),
                product_id = table.Column<long>(),
                quantity = table.Column<long>(),
                source = table.Column<string>(maxLength: 32),
                source_id = table.Column<long>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_inventory_backorder", row => new { row.tenant_id, row.order_id, row.id }));
        migrationBuilder.CreateIndex("ix_inventory_backorder_product", "inventory_backorder", ["tenant_id", "product_id"]);
    }
}
