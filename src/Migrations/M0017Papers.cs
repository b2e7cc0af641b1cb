using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>What is declared of consignments, their papers, the company's numbers, and which consignments wait for papers.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0017_Papers")]
internal sealed class M0017Papers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "customs_declared",
            table => new
            {
                tenant_id = table.Column<long>(),
                consignment_id = table.Column<long>(),
                goods = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_customs_declared", row => new { row.tenant_id, row.consignment_id }));

        migrationBuilder.CreateTable(
            "customs_paper",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                consignment_id = table.Column<long>(),
                order_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                number = table.Column<string>(maxLength: 64),
                parcel_number = table.Column<int>(),
                content = table.Column<string>(),
                made_at = table.Column<long>(),
                voided_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_customs_paper", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_customs_paper_number", "customs_paper", ["tenant_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_customs_paper_consignment", "customs_paper", ["tenant_id", "consignment_id"]);
        migrationBuilder.CreateIndex("ix_customs_paper_order", "customs_paper", ["tenant_id", "order_id"]);

        migrationBuilder.CreateTable(
            "customs_trader",
            table => new
            {
                tenant_id = table.Column<long>(),
                territory = table.Column<string>(maxLength: 2),
                eori = table.Column<string>(),
                vat_number = table.Column<string>(),
                other_number = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_customs_trader", row => new { row.tenant_id, row.territory }));

        migrationBuilder.AddColumn<string>("missing_papers", "transport_consignment", nullable: true);
    }
}
