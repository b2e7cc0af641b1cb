using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Whether a barcode still means its product.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0021_Barcodes")]
internal sealed class M0021Barcodes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<bool>("is_active", "catalog_barcode", nullable: false, defaultValue: true);
}
