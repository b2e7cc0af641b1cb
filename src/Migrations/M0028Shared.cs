using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Cells know which edition they have of what all companies share, backups by the clock leave a record, and schedules say when they ran last.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0028_Shared")]
internal sealed class M0028Shared : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("ran_at", "platform_work", nullable: true);

        migrationBuilder.CreateTable(
            "platform_shared",
            table => new
            {
                id = table.Column<int>(),
                edition = table.Column<long>(),
                token = table.Column<string>(maxLength: 32),
                changed_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_shared", row => row.id),
            comment: "global: which edition of what all companies share lies in this database");

        migrationBuilder.CreateTable(
            "platform_backup",
            table => new
            {
                cell = table.Column<string>(maxLength: 32),
                started_at = table.Column<long>(),
                ended_at = table.Column<long>(),
                backup = table.Column<string>(maxLength: 64),
                places = table.Column<string>(),
                row_count = table.Column<long>(),
                bytes = table.Column<long>(),
                is_checked = table.Column<bool>(),
                removed = table.Column<int>(),
                error = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_backup", row => new { row.cell, row.started_at }),
            comment: "global: what became of the backups by the clock");
    }
}
