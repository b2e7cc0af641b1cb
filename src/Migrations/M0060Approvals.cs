using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Changes that wait for a second person, and which do in which company.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0060_Approvals")]
internal sealed class M0060Approvals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "platform_approval",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 64),
                subject = table.Column<string>(maxLength: 80),
                what = table.Column<string>(),
                changes = table.Column<string>(),
                href = table.Column<string>(),
                payload = table.Column<string>(),
                requested_by = table.Column<string>(),
                requested_key = table.Column<string>(maxLength: 64),
                reason = table.Column<string>(),
                requested_at = table.Column<long>(),
                expires_at = table.Column<long>(),
                state = table.Column<string>(maxLength: 32),
                decided_by = table.Column<string>(nullable: true),
                decided_key = table.Column<string>(maxLength: 64, nullable: true),
                decided_at = table.Column<long>(nullable: true),
                decision_reason = table.Column<string>(),
                problem = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_platform_approval", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_platform_approval_state", "platform_approval", ["tenant_id", "state", "id"]);
        migrationBuilder.CreateIndex("ix_platform_approval_subject", "platform_approval", ["tenant_id", "subject", "state"]);
        migrationBuilder.CreateTable(
            "platform_approval_policy",
            table => new
            {
                tenant_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 64),
                is_on = table.Column<bool>(),
                above_minor = table.Column<long>(nullable: true),
                days_open = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_approval_policy", row => new { row.tenant_id, row.kind }));
    }
}
