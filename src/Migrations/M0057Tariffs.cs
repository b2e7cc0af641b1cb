using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Tariffs as their publishers export them, edition by edition. They belong to no company: the law is the same for all. And the quotes that a company gave.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0057_Tariffs")]
internal sealed class M0057Tariffs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "customs_tariff_edition",
            table => new
            {
                id = table.Column<long>(),
                schedule = table.Column<string>(maxLength: 32),
                destination = table.Column<string>(maxLength: 2),
                currency = table.Column<string>(maxLength: 3),
                title = table.Column<string>(),
                hash = table.Column<string>(maxLength: 64),
                valid_from = table.Column<DateOnly>(),
                is_day_assumed = table.Column<bool>(),
                row_count = table.Column<int>(),
                eight_digit = table.Column<int>(),
                ten_digit = table.Column<int>(),
                computed = table.Column<int>(),
                reasoned = table.Column<int>(),
                unknown = table.Column<int>(),
                refused = table.Column<int>(),
                changed = table.Column<int>(),
                added = table.Column<int>(),
                removed = table.Column<int>(),
                source = table.Column<string>(),
                imported_at = table.Column<long>(),
                imported_by = table.Column<string>(),
                withdrawn_at = table.Column<long>(nullable: true),
                withdrawn_by = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_customs_tariff_edition", row => row.id),
            comment: "global: imported editions of tariffs");
        migrationBuilder.CreateTable(
            "customs_tariff_part",
            table => new
            {
                edition_id = table.Column<long>(),
                chapter = table.Column<string>(maxLength: 2),
                content = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_customs_tariff_part", row => new { row.edition_id, row.chapter });
                table.ForeignKey("fk_customs_tariff_part_edition", row => row.edition_id, "customs_tariff_edition", "id");
            },
            comment: "global: chapters of imported tariffs");
        migrationBuilder.CreateTable(
            "customs_quote",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                reference = table.Column<string>(),
                made_at = table.Column<long>(),
                valid_until = table.Column<long>(),
                request = table.Column<string>(),
                answer = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_customs_quote", row => new { row.tenant_id, row.id }));
    }
}
