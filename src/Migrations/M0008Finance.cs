using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The ledger, the costs of orders, exchange rates.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0008_Finance")]
internal sealed class M0008Finance : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "finance_voucher",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                date = table.Column<DateOnly>(),
                period = table.Column<int>(),
                source_type = table.Column<string>(maxLength: 32),
                source_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 64),
                text = table.Column<string>(),
                reverses = table.Column<long>(nullable: true),
                posted_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_finance_voucher", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_finance_voucher_source", "finance_voucher", ["tenant_id", "source_type", "source_id", "kind"], unique: true);
        // Most vouchers take nothing back: only those that do are worth an entry.
        migrationBuilder.CreateIndex("ix_finance_voucher_reverses", "finance_voucher", ["tenant_id", "reverses"], unique: true, filter: "reverses IS NOT NULL");

        migrationBuilder.CreateTable(
            "finance_voucher_line",
            table => new
            {
                tenant_id = table.Column<long>(),
                voucher_id = table.Column<long>(),
                line_no = table.Column<int>(),
                account = table.Column<string>(maxLength: 8),
                side = table.Column<string>(maxLength: 32),
                amount_minor = table.Column<long>(),
                amount_currency = table.Column<string>(),
                text = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_finance_voucher_line", row => new { row.tenant_id, row.voucher_id, row.line_no });
                table.ForeignKey("fk_finance_voucher_line_voucher", row => new { row.tenant_id, row.voucher_id }, "finance_voucher", ["tenant_id", "id"]);
                table.CheckConstraint("ck_finance_voucher_line_amount", "amount_minor > 0");
            });

        migrationBuilder.CreateTable(
            "finance_order_cost",
            table => new
            {
                tenant_id = table.Column<long>(),
                order_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                currency = table.Column<string>(maxLength: 3),
                estimated_minor = table.Column<long>(),
                actual_minor = table.Column<long>(nullable: true),
                explanation = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_finance_order_cost", row => new { row.tenant_id, row.order_id, row.kind }));

        migrationBuilder.CreateTable(
            "finance_fx_rate",
            table => new
            {
                day = table.Column<DateOnly>(),
                currency = table.Column<string>(maxLength: 3),
                rate_e6 = table.Column<long>(),
                source = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_finance_fx_rate", row => new { row.day, row.currency }),
            comment: "global: units of a currency for one euro on one day");
    }
}
