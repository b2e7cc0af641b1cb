using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Who changed which master data, from what to what.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0020_Changes")]
internal sealed class M0020Changes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "platform_change",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                subject = table.Column<string>(maxLength: 80),
                at = table.Column<long>(),
                actor = table.Column<string>(),
                field = table.Column<string>(),
                old_value = table.Column<string>(),
                new_value = table.Column<string>(),
                reason = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_change", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_platform_change_subject", "platform_change", ["tenant_id", "subject", "at"]);
    }
}
