using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Bins, fulfilment orders, waves with their walks, and parcels being packed.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0009_Warehouse")]
internal sealed class M0009Warehouse : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddBin(migrationBuilder);
        AddFulfilmentOrder(migrationBuilder);
        AddWave(migrationBuilder);
        AddPacking(migrationBuilder);
    }

    private static void AddBin(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "warehouse_bin",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 32),
                zone = table.Column<string>(maxLength: 8),
                row = table.Column<int>(),
                rack = table.Column<int>(),
                slot = table.Column<int>(),
                x_millimetres = table.Column<int>(),
                y_millimetres = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_warehouse_bin", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_warehouse_bin_code", "warehouse_bin", ["tenant_id", "warehouse_id", "code"], unique: true);

        migrationBuilder.CreateTable(
            "warehouse_product_bin",
            table => new
            {
                tenant_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                product_id = table.Column<long>(),
                bin_id = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_warehouse_product_bin", row => new { row.tenant_id, row.warehouse_id, row.product_id });
                table.ForeignKey("fk_warehouse_product_bin_bin", row => new { row.tenant_id, row.bin_id }, "warehouse_bin", ["tenant_id", "id"]);
            });
    }

    private static void AddFulfilmentOrder(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "warehouse_fulfilment_order",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                order_id = table.Column<long>(),
                order_number = table.Column<string>(maxLength: 64),
                warehouse_id = table.Column<long>(),
                consignment_id = table.Column<long>(),
                service = table.Column<string>(maxLength: 64),
                ship_to_name = table.Column<string>(),
                ship_to_country = table.Column<string>(maxLength: 2),
                priority = table.Column<int>(),
                ship_by = table.Column<long>(nullable: true),
                status = table.Column<string>(maxLength: 32),
                status_at = table.Column<long>(),
                wave_id = table.Column<long>(nullable: true),
                manifest_id = table.Column<long>(nullable: true),
                problem = table.Column<string>(nullable: true),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_warehouse_fulfilment_order", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_warehouse_fulfilment_order_status", "warehouse_fulfilment_order", ["tenant_id", "status", "status_at"]);
        migrationBuilder.CreateIndex("ix_warehouse_fulfilment_order_order", "warehouse_fulfilment_order", ["tenant_id", "order_id"]);
        migrationBuilder.CreateIndex("ix_warehouse_fulfilment_order_wave", "warehouse_fulfilment_order", ["tenant_id", "wave_id"]);

        migrationBuilder.CreateTable(
            "warehouse_fulfilment_line",
            table => new
            {
                tenant_id = table.Column<long>(),
                fulfilment_order_id = table.Column<long>(),
                id = table.Column<long>(),
                order_line_id = table.Column<long>(),
                product_id = table.Column<long>(),
                sku = table.Column<string>(maxLength: 64),
                name = table.Column<string>(),
                name_chinese = table.Column<string>(),
                gtin = table.Column<string>(maxLength: 64),
                quantity = table.Column<long>(),
                picked = table.Column<long>(),
                packed = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_warehouse_fulfilment_line", row => new { row.tenant_id, row.fulfilment_order_id, row.id });
                table.ForeignKey("fk_warehouse_fulfilment_line_order", row => new { row.tenant_id, row.fulfilment_order_id }, "warehouse_fulfilment_order", ["tenant_id", "id"]);
                table.CheckConstraint("ck_warehouse_fulfilment_line_picked", "picked >= 0 AND picked <= quantity");
                table.CheckConstraint("ck_warehouse_fulfilment_line_packed", "packed >= 0 AND packed <= quantity");
            });
    }

    private static void AddWave(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "warehouse_wave",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                service = table.Column<string>(maxLength: 64),
                order_count = table.Column<int>(),
                released_at = table.Column<long>(),
                released_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_warehouse_wave", row => new { row.tenant_id, row.id }));

        migrationBuilder.CreateTable(
            "warehouse_pick_task",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                wave_id = table.Column<long>(nullable: true),
                warehouse_id = table.Column<long>(),
                path_millimetres = table.Column<long>(),
                is_done = table.Column<bool>(),
                created_at = table.Column<long>(),
                at_bin = table.Column<string>(maxLength: 32),
                last_scan = table.Column<string>(maxLength: 64),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_warehouse_pick_task", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_warehouse_pick_task_open", "warehouse_pick_task", ["tenant_id", "is_done", "warehouse_id"]);
        migrationBuilder.CreateIndex("ix_warehouse_pick_task_wave", "warehouse_pick_task", ["tenant_id", "wave_id"]);

        migrationBuilder.CreateTable(
            "warehouse_pick_line",
            table => new
            {
                tenant_id = table.Column<long>(),
                pick_task_id = table.Column<long>(),
                id = table.Column<long>(),
                sequence = table.Column<int>(),
                fulfilment_order_id = table.Column<long>(),
                fulfilment_line_id = table.Column<long>(),
                bin = table.Column<string>(maxLength: 32),
                product_id = table.Column<long>(),
                sku = table.Column<string>(maxLength: 64),
                gtin = table.Column<string>(maxLength: 64),
                name = table.Column<string>(),
                name_chinese = table.Column<string>(),
                quantity = table.Column<long>(),
                picked = table.Column<long>(),
                state = table.Column<string>(maxLength: 32),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_warehouse_pick_line", row => new { row.tenant_id, row.pick_task_id, row.id });
                table.ForeignKey("fk_warehouse_pick_line_task", row => new { row.tenant_id, row.pick_task_id }, "warehouse_pick_task", ["tenant_id", "id"]);
                table.CheckConstraint("ck_warehouse_pick_line_picked", "picked >= 0 AND picked <= quantity");
            });
        migrationBuilder.CreateIndex("ix_warehouse_pick_line_fulfilment_order", "warehouse_pick_line", ["tenant_id", "fulfilment_order_id"]);
    }

    private static void AddPacking(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "warehouse_pack_job",
            table => new
            {
                tenant_id = table.Column<long>(),
                fulfilment_order_id = table.Column<long>(),
                number = table.Column<int>(),
                contents_json = table.Column<string>(),
                scans_json = table.Column<string>(),
                carton = table.Column<string>(maxLength: 32),
                outer_length_millimetres = table.Column<int>(),
                outer_width_millimetres = table.Column<int>(),
                outer_height_millimetres = table.Column<int>(),
                expected_grams = table.Column<long>(),
                gross_weight_grams = table.Column<long>(),
                is_weight_accepted = table.Column<bool>(),
                closed_at = table.Column<long>(nullable: true),
                closed_by = table.Column<string>(),
                version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_warehouse_pack_job", row => new { row.tenant_id, row.fulfilment_order_id, row.number });
                table.ForeignKey("fk_warehouse_pack_job_order", row => new { row.tenant_id, row.fulfilment_order_id }, "warehouse_fulfilment_order", ["tenant_id", "id"]);
            });
    }
}
