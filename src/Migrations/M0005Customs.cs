using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Denied-party lists. They belong to no company: the law is the same for all of one database.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0005_Customs")]
internal sealed class M0005Customs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "customs_party_list",
            table => new
            {
                id = table.Column<long>(),
                code = table.Column<string>(maxLength: 32),
                title = table.Column<string>(),
                version = table.Column<string>(maxLength: 64),
                hash = table.Column<string>(maxLength: 64),
                entries = table.Column<int>(),
                names = table.Column<int>(),
                is_current = table.Column<bool>(),
                imported_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_customs_party_list", row => row.id),
            comment: "global: editions of denied-party lists");

        migrationBuilder.CreateTable(
            "customs_party_name",
            table => new
            {
                list_id = table.Column<long>(),
                place = table.Column<int>(),
                entry_id = table.Column<string>(maxLength: 32),
                kind = table.Column<string>(maxLength: 32),
                name = table.Column<string>(),
                is_alias = table.Column<bool>(),
                countries = table.Column<string>(),
                valid_to = table.Column<DateOnly>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_customs_party_name", row => new { row.list_id, row.place });
                table.ForeignKey("fk_customs_party_name_list", row => row.list_id, "customs_party_list", "id");
            },
            comment: "global: names on the current denied-party lists");
    }
}
