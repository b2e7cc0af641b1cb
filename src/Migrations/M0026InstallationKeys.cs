using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The keys of the installation, which all of its processes share, and sign-in attempts, which they count together.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0026_InstallationKeys")]
internal sealed class M0026InstallationKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "platform_key",
            table => new
            {
                name = table.Column<string>(maxLength: 128),
                master = table.Column<string>(maxLength: 16),
                @sealed = table.Column<string>(),
                created_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_key", row => row.name),
            comment: "global: keys that protect sessions and stored secrets, sealed with the master key");

        migrationBuilder.CreateTable(
            "identity_sign_in_window",
            table => new
            {
                address = table.Column<string>(maxLength: 64),
                began_at = table.Column<long>(),
                attempts = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_identity_sign_in_window", row => row.address),
            comment: "global: sign-ins tried from one address within a minute, before anybody knows for which company");
    }
}
