using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Sales as the tax office sees them, where the company is registered for tax, and the returns that it filed.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0063_TaxReturns")]
internal sealed class M0063TaxReturns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "tax_supply",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                run = table.Column<int>(),
                part = table.Column<int>(),
                share_no = table.Column<int>(),
                is_reversal = table.Column<bool>(),
                supplied_on = table.Column<DateOnly>(),
                recorded_at = table.Column<long>(),
                scheme = table.Column<string>(maxLength: 32),
                country = table.Column<string>(maxLength: 2),
                region = table.Column<string>(maxLength: 64),
                ship_from = table.Column<string>(maxLength: 2),
                currency = table.Column<string>(maxLength: 3),
                rate_ppm = table.Column<long>(nullable: true),
                net_minor = table.Column<long>(),
                tax_minor = table.Column<long>(),
                expected_minor = table.Column<long>(nullable: true),
                order_number = table.Column<string>(),
                consignment = table.Column<string>(),
                goods = table.Column<string>(),
                buyer_tax_id = table.Column<string>(),
                return_id = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_tax_supply", row => new { row.tenant_id, row.order_id, row.run, row.part, row.share_no, row.is_reversal }));
        migrationBuilder.CreateIndex("ix_tax_supply_day", "tax_supply", ["tenant_id", "supplied_on"]);
        migrationBuilder.CreateTable(
            "tax_registration",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                country = table.Column<string>(maxLength: 2),
                region = table.Column<string>(maxLength: 64),
                number = table.Column<string>(maxLength: 40),
                rhythm = table.Column<string>(maxLength: 32),
                currency = table.Column<string>(maxLength: 3),
                valid_from = table.Column<DateOnly>(),
                valid_to = table.Column<DateOnly>(nullable: true),
                added_at = table.Column<long>(),
                added_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_tax_registration", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateTable(
            "tax_return",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                registration_id = table.Column<long>(),
                period = table.Column<string>(maxLength: 8),
                figures = table.Column<string>(),
                hash = table.Column<string>(maxLength: 64),
                reference = table.Column<string>(maxLength: 100),
                filed_at = table.Column<long>(),
                filed_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_tax_return", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ux_tax_return_period", "tax_return", ["tenant_id", "registration_id", "period"], unique: true);
    }
}
