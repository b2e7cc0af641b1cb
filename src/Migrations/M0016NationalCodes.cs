using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The tariff lines that products are declared under, by customs territory.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0016_NationalCodes")]
internal sealed class M0016NationalCodes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("national_codes", "catalog_product", nullable: false, defaultValue: "");
}
