using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Statements of account that were issued, and the numbers that a company has left out on purpose.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0062_Statements")]
internal sealed class M0062Statements : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("skipped_from", "platform_number_pattern", nullable: true);
        migrationBuilder.AddColumn<long>("skipped_to", "platform_number_pattern", nullable: true);
        migrationBuilder.CreateTable(
            "finance_statement",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                number = table.Column<string>(maxLength: 64),
                account = table.Column<string>(maxLength: 8),
                recipient = table.Column<string>(),
                from_day = table.Column<DateOnly>(),
                to_day = table.Column<DateOnly>(),
                balance_minor = table.Column<long>(),
                currency = table.Column<string>(maxLength: 3),
                content = table.Column<string>(),
                issued_at = table.Column<long>(),
                issued_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_finance_statement", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_finance_statement_number", "finance_statement", ["tenant_id", "number"], unique: true);
    }
}
