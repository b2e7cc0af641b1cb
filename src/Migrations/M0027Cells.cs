using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Companies may live in several databases, and move from one to another.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0027_Cells")]
internal sealed class M0027Cells : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("cell", "platform_tenant", maxLength: 32, nullable: true);
        migrationBuilder.AddColumn<string>("region", "platform_tenant", maxLength: 32, nullable: true);
        migrationBuilder.AddColumn<string>("moved_to", "platform_tenant", nullable: true);

        migrationBuilder.CreateTable(
            "platform_cell",
            table => new
            {
                code = table.Column<string>(maxLength: 32),
                region = table.Column<string>(maxLength: 32),
                address = table.Column<string>(),
                is_open = table.Column<bool>(),
                added_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_cell", row => row.code),
            comment: "global: the databases that companies may live in beside this one");

        migrationBuilder.CreateTable(
            "platform_directory",
            table => new { id = table.Column<int>(), version = table.Column<long>() },
            constraints: table => table.PrimaryKey("pk_platform_directory", row => row.id),
            comment: "global: counts the changes of cells and placements");

        migrationBuilder.CreateTable(
            "platform_fence",
            table => new
            {
                tenant_id = table.Column<long>(),
                state = table.Column<string>(maxLength: 32),
                token = table.Column<string>(maxLength: 32),
                place = table.Column<string>(),
                until = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_platform_fence", row => row.tenant_id));

        migrationBuilder.CreateTable(
            "platform_move",
            table => new
            {
                tenant_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 64),
                last_key = table.Column<string>(),
                row_count = table.Column<long>(),
                checksum = table.Column<string>(maxLength: 32),
                is_done = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_move", row => new { row.tenant_id, row.name }));
    }
}
