using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>A company puts roles together itself, and invites users by a link; changes are read in the order of time. Programs that have keys see amounts as before.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0045_RolesAndInvitations")]
internal sealed class M0045RolesAndInvitations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identity_role",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                name = table.Column<string>(maxLength: 64),
                permissions = table.Column<string>(),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_identity_role", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_identity_role_name", "identity_role", ["tenant_id", "name"], unique: true);

        migrationBuilder.AddColumn<long>("own_role_id", "identity_user", nullable: true);
        migrationBuilder.AddColumn<string>("invitation_hash", "identity_user", maxLength: 64, nullable: true);
        migrationBuilder.AddColumn<long>("invited_until", "identity_user", nullable: true);
        migrationBuilder.CreateIndex("ix_platform_change_at", "platform_change", ["tenant_id", "at"]);
        migrationBuilder.Sql("UPDATE identity_api_key SET permissions = permissions || ' money.view' WHERE permissions <> '*'");
    }
}
