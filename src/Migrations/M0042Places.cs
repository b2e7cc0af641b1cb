using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Bins with kinds, what lies in those that are no pick bin, and the tasks and scans of hand scanners.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0042_Places")]
internal sealed class M0042Places : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Every bin until now was one that goods are picked from.
        migrationBuilder.AddColumn<string>("kind", "warehouse_bin", maxLength: 32, nullable: false, defaultValue: "PickFace");
        migrationBuilder.AddColumn<bool>("is_active", "warehouse_bin", nullable: false, defaultValue: true);
        AddStock(migrationBuilder);
        AddTasks(migrationBuilder);
    }

    private static void AddStock(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "warehouse_bin_stock",
            table => new
            {
                tenant_id = table.Column<long>(),
                bin_id = table.Column<long>(),
                product_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                quantity = table.Column<long>(),
                version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_warehouse_bin_stock", row => new { row.tenant_id, row.bin_id, row.product_id });
                table.ForeignKey("fk_warehouse_bin_stock_bin", row => new { row.tenant_id, row.bin_id }, "warehouse_bin", ["tenant_id", "id"]);
                table.CheckConstraint("ck_warehouse_bin_stock_quantity", "quantity >= 0");
            });
        migrationBuilder.CreateIndex("ix_warehouse_bin_stock_product", "warehouse_bin_stock", ["tenant_id", "warehouse_id", "product_id"]);

        migrationBuilder.CreateTable(
            "warehouse_bin_movement",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                bin_id = table.Column<long>(nullable: true),
                product_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                change = table.Column<long>(),
                before = table.Column<long>(),
                after = table.Column<long>(),
                cause = table.Column<string>(maxLength: 128),
                note = table.Column<string>(),
                by = table.Column<string>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_warehouse_bin_movement", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_warehouse_bin_movement_bin", "warehouse_bin_movement", ["tenant_id", "bin_id", "product_id"]);
    }

    private static void AddTasks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "warehouse_floor_task",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                warehouse_id = table.Column<long>(),
                state = table.Column<string>(maxLength: 32),
                reference = table.Column<string>(maxLength: 128),
                bin_id = table.Column<long>(nullable: true),
                product_id = table.Column<long>(nullable: true),
                quantity = table.Column<long>(),
                started_by = table.Column<string>(),
                started_at = table.Column<long>(),
                closed_by = table.Column<string>(nullable: true),
                closed_at = table.Column<long>(nullable: true),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_warehouse_floor_task", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_warehouse_floor_task_state", "warehouse_floor_task", ["tenant_id", "state", "kind"]);

        migrationBuilder.CreateTable(
            "warehouse_floor_line",
            table => new
            {
                tenant_id = table.Column<long>(),
                floor_task_id = table.Column<long>(),
                product_id = table.Column<long>(),
                expected = table.Column<long>(),
                counted = table.Column<long>(),
                damaged = table.Column<long>(),
                first_counted = table.Column<long>(nullable: true),
                inbound_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_warehouse_floor_line", row => new { row.tenant_id, row.floor_task_id, row.product_id });
                table.ForeignKey("fk_warehouse_floor_line_task", row => new { row.tenant_id, row.floor_task_id }, "warehouse_floor_task", ["tenant_id", "id"]);
            });

        migrationBuilder.CreateTable(
            "warehouse_scan",
            table => new
            {
                tenant_id = table.Column<long>(),
                scan = table.Column<string>(maxLength: 64),
                task_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 128),
                quantity = table.Column<long>(),
                by = table.Column<string>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_warehouse_scan", row => new { row.tenant_id, row.scan }));
        migrationBuilder.CreateIndex("ix_warehouse_scan_at", "warehouse_scan", ["tenant_id", "at"]);
    }
}
