using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>A paper keeps the layout that it was made with, and a hash by which it is known to say what it said then; of earlier papers there is none.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0036_PaperTemplates")]
internal sealed class M0036PaperTemplates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("template", "customs_paper", nullable: false, defaultValue: 1);
        migrationBuilder.AddColumn<string>("content_hash", "customs_paper", maxLength: 64, nullable: true);
    }
}
