using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Uploads lie in the database until they are imported.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0034_Uploads")]
internal sealed class M0034Uploads : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("upload_bytes", "channels_import", nullable: true);
        migrationBuilder.CreateTable(
            "channels_import_part",
            table => new
            {
                tenant_id = table.Column<long>(),
                import_id = table.Column<long>(),
                number = table.Column<int>(),
                bytes = table.Column<int>(),
                content = table.Column<byte[]>(),
                stored_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_channels_import_part", row => new { row.tenant_id, row.import_id, row.number }));
    }
}
