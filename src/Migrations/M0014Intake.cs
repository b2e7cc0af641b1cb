using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Versions and samples of mapping profiles, stopping a running import, and what people decided about parked and contradicting orders.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0014_Intake")]
internal sealed class M0014Intake : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddProfileVersions(migrationBuilder);
        AddDecisions(migrationBuilder);

        migrationBuilder.AddColumn<long>("version", "channels_profile", nullable: false, defaultValue: 1L);
        migrationBuilder.AddColumn<string>("stop_asked_by", "channels_import", nullable: true);
        migrationBuilder.AddColumn<long>("profile_version", "channels_import", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("parked_at", "channels_incoming", nullable: true);
        migrationBuilder.AddColumn<string>("decided", "channels_conflict", maxLength: 32, nullable: true);
    }

    private static void AddProfileVersions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_profile_version",
            table => new
            {
                tenant_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 64),
                version = table.Column<long>(),
                document = table.Column<string>(nullable: true),
                changed_at = table.Column<long>(),
                changed_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_channels_profile_version", row => new { row.tenant_id, row.code, row.version }));

        migrationBuilder.CreateTable(
            "channels_sample",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                name = table.Column<string>(),
                content = table.Column<byte[]>(),
                bytes = table.Column<long>(),
                encoding = table.Column<string>(maxLength: 32),
                added_at = table.Column<long>(),
                added_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_channels_sample", row => new { row.tenant_id, row.id }));
    }

    private static void AddDecisions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_decision",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                incoming_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                reason = table.Column<string>(),
                at = table.Column<long>(),
                by = table.Column<string>(),
                before = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_channels_decision", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_channels_decision_incoming", row => new { row.tenant_id, row.incoming_id }, "channels_incoming", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_channels_decision_incoming", "channels_decision", ["tenant_id", "incoming_id", "id"]);
    }
}
