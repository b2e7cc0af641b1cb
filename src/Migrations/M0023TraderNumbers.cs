using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Trader numbers one by one with their validity, in place of one row for each territory.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0023_TraderNumbers")]
internal sealed class M0023TraderNumbers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "customs_trader_number",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                territory = table.Column<string>(maxLength: 2),
                kind = table.Column<string>(maxLength: 32),
                value = table.Column<string>(),
                valid_from = table.Column<DateOnly>(),
                valid_to = table.Column<DateOnly>(nullable: true),
                added_at = table.Column<long>(),
                added_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_customs_trader_number", row => new { row.tenant_id, row.id }));

        // Since when they hold was never asked: since before the first order.
        migrationBuilder.Sql(
            """
            INSERT INTO customs_trader_number (tenant_id, id, territory, kind, value, valid_from, added_at, added_by)
            SELECT known.tenant_id, ROW_NUMBER() OVER (PARTITION BY known.tenant_id ORDER BY known.territory, known.kind), known.territory, known.kind, known.value, '2000-01-01', 0, 'system'
            FROM (
                SELECT tenant_id, territory, 'Eori' AS kind, eori AS value FROM customs_trader
                UNION ALL SELECT tenant_id, territory, 'Vat', vat_number FROM customs_trader
                UNION ALL SELECT tenant_id, territory, 'Other', other_number FROM customs_trader) known
            WHERE known.value <> ''
            """);
        migrationBuilder.DropTable("customs_trader");
    }
}
