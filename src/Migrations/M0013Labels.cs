using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The carriers' own labels, and why a packed order gets none.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0013_Labels")]
internal sealed class M0013Labels : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "transport_label",
            table => new
            {
                tenant_id = table.Column<long>(),
                consignment_id = table.Column<long>(),
                parcel_number = table.Column<int>(),
                format = table.Column<string>(maxLength: 32),
                content = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_transport_label", row => new { row.tenant_id, row.consignment_id, row.parcel_number });
                table.ForeignKey("fk_transport_label_consignment", row => new { row.tenant_id, row.consignment_id }, "transport_consignment", ["tenant_id", "id"]);
            });
        migrationBuilder.AddColumn<string>("problem_code", "warehouse_fulfilment_order", maxLength: 64, nullable: true);
    }
}
