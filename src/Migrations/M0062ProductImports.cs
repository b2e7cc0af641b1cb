using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Files of products that were sent, and what was decided about them.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0062_ProductImports")]
internal sealed class M0062ProductImports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "catalog_import",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                name = table.Column<string>(),
                content = table.Column<byte[]>(),
                state = table.Column<string>(maxLength: 16),
                rows = table.Column<long>(),
                requested_by = table.Column<string>(),
                requested_at = table.Column<long>(),
                decided_by = table.Column<string>(),
                decided_at = table.Column<long>(nullable: true),
                done_rows = table.Column<long>(),
                added_rows = table.Column<long>(),
                changed_rows = table.Column<long>(),
                refused_rows = table.Column<long>(),
                ended_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_catalog_import", row => new { row.tenant_id, row.id }));
}
