using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Printers, the stations that use them, and the jobs before them.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0040_Printing")]
internal sealed class M0040Printing : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "printing_printer",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                name = table.Column<string>(maxLength: 64),
                connection = table.Column<string>(maxLength: 32),
                address = table.Column<string>(maxLength: 200),
                language = table.Column<string>(maxLength: 32),
                dpi = table.Column<int>(),
                sheet = table.Column<string>(maxLength: 32),
                said = table.Column<string>(nullable: true),
                is_well = table.Column<bool>(),
                asked_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_printing_printer", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateTable(
            "printing_station",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                name = table.Column<string>(maxLength: 64),
                prints_at_packing = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_printing_station", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateTable(
            "printing_choice",
            table => new
            {
                tenant_id = table.Column<long>(),
                station_id = table.Column<long>(),
                document = table.Column<string>(maxLength: 32),
                printer_id = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_printing_choice", row => new { row.tenant_id, row.station_id, row.document }));
        migrationBuilder.CreateTable(
            "printing_job",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                printer_id = table.Column<long>(),
                station_id = table.Column<long>(nullable: true),
                document = table.Column<string>(maxLength: 32),
                reference = table.Column<string>(maxLength: 64),
                title = table.Column<string>(),
                state = table.Column<string>(maxLength: 32),
                said = table.Column<string>(nullable: true),
                is_doubtful = table.Column<bool>(),
                printer_job = table.Column<int>(nullable: true),
                asked_at = table.Column<long>(),
                asked_by = table.Column<string>(),
                sent_at = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_printing_job", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_printing_job_tenant_id_state_id", "printing_job", ["tenant_id", "state", "id"]);
        migrationBuilder.CreateTable(
            "printing_packing",
            table => new
            {
                tenant_id = table.Column<long>(),
                fulfilment_order_id = table.Column<long>(),
                station_id = table.Column<long>(),
                asked_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_printing_packing", row => new { row.tenant_id, row.fulfilment_order_id }));
    }
}
