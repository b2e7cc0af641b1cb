using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Products, bundles, channels' codes, barcodes and the version that guards snapshots of them.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0003_Catalog")]
internal sealed class M0003Catalog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "catalog_version",
            table => new
            {
                tenant_id = table.Column<long>(),
                version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_catalog_version", row => row.tenant_id));

        migrationBuilder.CreateTable(
            "catalog_product",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                version = table.Column<long>(),
                sku = table.Column<string>(maxLength: 64),
                name = table.Column<string>(),
                name_chinese = table.Column<string>(),
                weight_grams = table.Column<long>(),
                length_millimetres = table.Column<long>(),
                width_millimetres = table.Column<long>(),
                height_millimetres = table.Column<long>(),
                origin = table.Column<string>(maxLength: 2),
                hs_code = table.Column<string>(maxLength: 10),
                customs_description = table.Column<string>(),
                category = table.Column<string>(),
                battery = table.Column<string>(maxLength: 32),
                is_liquid = table.Column<bool>(),
                is_alcohol = table.Column<bool>(),
                keep_upright = table.Column<bool>(),
                cost_minor = table.Column<long>(),
                cost_currency = table.Column<string>(maxLength: 3),
                gtin = table.Column<string>(maxLength: 64),
            },
            constraints: table => table.PrimaryKey("pk_catalog_product", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_catalog_product_sku", "catalog_product", ["tenant_id", "sku"], unique: true);
        migrationBuilder.CreateIndex("ix_catalog_product_version", "catalog_product", ["tenant_id", "version"]);

        migrationBuilder.CreateTable(
            "catalog_bundle_part",
            table => new
            {
                tenant_id = table.Column<long>(),
                bundle_id = table.Column<long>(),
                part_id = table.Column<long>(),
                version = table.Column<long>(),
                quantity = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_catalog_bundle_part", row => new { row.tenant_id, row.bundle_id, row.part_id });
                table.ForeignKey("fk_catalog_bundle_part_bundle", row => new { row.tenant_id, row.bundle_id }, "catalog_product", ["tenant_id", "id"]);
                table.ForeignKey("fk_catalog_bundle_part_part", row => new { row.tenant_id, row.part_id }, "catalog_product", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_catalog_bundle_part_version", "catalog_bundle_part", ["tenant_id", "version"]);

        migrationBuilder.CreateTable(
            "catalog_channel_sku",
            table => new
            {
                tenant_id = table.Column<long>(),
                channel_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 64),
                product_id = table.Column<long>(),
                version = table.Column<long>(),
            },
            // No foreign key: one unit of work may map a code to a product that it adds, and writes go table by table.
            constraints: table => table.PrimaryKey("pk_catalog_channel_sku", row => new { row.tenant_id, row.channel_id, row.code }));
        migrationBuilder.CreateIndex("ix_catalog_channel_sku_version", "catalog_channel_sku", ["tenant_id", "version"]);

        migrationBuilder.CreateTable(
            "catalog_barcode",
            table => new
            {
                tenant_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 64),
                product_id = table.Column<long>(),
                version = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_catalog_barcode", row => new { row.tenant_id, row.code });
                table.ForeignKey("fk_catalog_barcode_product", row => new { row.tenant_id, row.product_id }, "catalog_product", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_catalog_barcode_version", "catalog_barcode", ["tenant_id", "version"]);
    }
}
