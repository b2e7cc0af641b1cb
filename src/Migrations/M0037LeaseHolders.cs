using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Leases say whose they are, so that those of a process that has ended on the same machine are taken over at once. Null for what an older release has leased.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0037_LeaseHolders")]
internal sealed class M0037LeaseHolders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("lease_process", "platform_work", maxLength: 128, nullable: true);
        migrationBuilder.AddColumn<string>("suspects", "platform_run", maxLength: 1024, nullable: true); // In place of suspect, which has room for one.
    }
}
