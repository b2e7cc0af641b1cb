using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Work by destination, leases numbered in rising order, failures one by one, and what each process says it runs.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0025_Work")]
internal sealed class M0025Work : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("lease_number", "platform_work", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<string>("destination", "platform_work", maxLength: 96, nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<long>("created_at", "platform_work", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<string>("failures", "platform_work", nullable: true);
        migrationBuilder.Sql("UPDATE platform_work SET created_at = due_at");

        migrationBuilder.DropIndex("ix_platform_work_due", "platform_work");
        migrationBuilder.CreateIndex("ix_platform_work_due", "platform_work", ["tenant_id", "state", "kind", "destination", "due_at", "id"]);

        migrationBuilder.CreateTable(
            "platform_run",
            table => new
            {
                tenant_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 64),
                process = table.Column<string>(maxLength: 128),
                lease_until = table.Column<long>(),
                alone = table.Column<int>(),
                suspect = table.Column<string>(maxLength: 128),
                attempts = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_run", row => new { row.tenant_id, row.kind, row.process }));
    }
}
