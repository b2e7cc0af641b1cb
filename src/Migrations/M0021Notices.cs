using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>What an import left out of all its files.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0021_Notices")]
internal sealed class M0021Notices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("notice", "channels_import", nullable: true);
}
