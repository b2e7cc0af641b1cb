using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Companies, id blocks and the work queue.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0001_Platform")]
internal sealed class M0001Platform : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "platform_tenant",
            table => new
            {
                id = table.Column<long>(),
                code = table.Column<string>(maxLength: 32),
                name = table.Column<string>(),
                currency = table.Column<string>(maxLength: 3),
                is_demo = table.Column<bool>(),
                created_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_tenant", row => row.id),
            comment: "global: the companies of this database");
        migrationBuilder.CreateIndex("ix_platform_tenant_code", "platform_tenant", "code", unique: true);

        migrationBuilder.CreateTable(
            "platform_id_block",
            table => new
            {
                id = table.Column<int>(),
                next_block = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_id_block", row => row.id),
            comment: "global: the next free block of ids");

        migrationBuilder.CreateTable(
            "platform_work",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 64),
                key = table.Column<string>(maxLength: 128),
                payload = table.Column<string>(),
                due_at = table.Column<long>(),
                attempts = table.Column<int>(),
                state = table.Column<string>(maxLength: 32),
                lease_until = table.Column<long>(nullable: true),
                lease_token = table.Column<string>(maxLength: 32, nullable: true),
                error = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_platform_work", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_platform_work_due", "platform_work", ["tenant_id", "state", "kind", "due_at"]);
    }
}
