using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Published rules, the draft, the blacklist and the version that guards snapshots of it.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0004_Rules")]
internal sealed class M0004Rules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "rules_version",
            table => new
            {
                tenant_id = table.Column<long>(),
                number = table.Column<int>(),
                document = table.Column<string>(),
                note = table.Column<string>(),
                published_at = table.Column<long>(),
                published_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_rules_version", row => new { row.tenant_id, row.number }));

        migrationBuilder.CreateTable(
            "rules_draft",
            table => new
            {
                tenant_id = table.Column<long>(),
                document = table.Column<string>(),
                based_on = table.Column<int>(),
                edited_at = table.Column<long>(),
                edited_by = table.Column<string>(),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_rules_draft", row => row.tenant_id));

        migrationBuilder.CreateTable(
            "rules_blacklist",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                shown = table.Column<string>(),
                key = table.Column<string>(),
                reason = table.Column<string>(),
                until = table.Column<DateOnly>(nullable: true),
                added_at = table.Column<long>(),
                added_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_rules_blacklist", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_rules_blacklist_key", "rules_blacklist", ["tenant_id", "kind", "key"], unique: true);

        migrationBuilder.CreateTable(
            "rules_blacklist_version",
            table => new
            {
                tenant_id = table.Column<long>(),
                version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_rules_blacklist_version", row => row.tenant_id));
    }
}
