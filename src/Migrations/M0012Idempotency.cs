using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Answers kept for requests that come again.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0012_Idempotency")]
internal sealed class M0012Idempotency : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "platform_idempotency",
            table => new
            {
                tenant_id = table.Column<long>(),
                key = table.Column<string>(maxLength: 128),
                request_hash = table.Column<string>(maxLength: 64),
                status = table.Column<int>(),
                content_type = table.Column<string>(),
                body = table.Column<string>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_idempotency", row => new { row.tenant_id, row.key }));
        migrationBuilder.CreateIndex("ix_platform_idempotency_at", "platform_idempotency", ["tenant_id", "at"]);
    }
}
