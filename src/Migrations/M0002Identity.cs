using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Users and API keys.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0002_Identity")]
internal sealed class M0002Identity : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identity_user",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                user_name = table.Column<string>(maxLength: 64),
                display_name = table.Column<string>(),
                password_hash = table.Column<string>(),
                role = table.Column<string>(maxLength: 32),
                language = table.Column<string>(),
                is_active = table.Column<bool>(),
                security_stamp = table.Column<string>(),
                failed_attempts = table.Column<int>(),
                locked_until = table.Column<long>(nullable: true),
                created_at = table.Column<long>(),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_identity_user", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_identity_user_user_name", "identity_user", ["tenant_id", "user_name"], unique: true);

        migrationBuilder.CreateTable(
            "identity_api_key",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                name = table.Column<string>(),
                prefix = table.Column<string>(maxLength: 8),
                secret_hash = table.Column<string>(),
                permissions = table.Column<string>(),
                created_at = table.Column<long>(),
                last_used_on = table.Column<DateOnly>(nullable: true),
                revoked_at = table.Column<long>(nullable: true),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_identity_api_key", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_identity_api_key_prefix", "identity_api_key", ["tenant_id", "prefix"], unique: true);
    }
}
