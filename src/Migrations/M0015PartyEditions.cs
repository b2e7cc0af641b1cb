using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Where an edition of a denied-party list came from, who imported it, and what it changed.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0015_PartyEditions")]
internal sealed class M0015PartyEditions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("imported_by", "customs_party_list", defaultValue: "");
        migrationBuilder.AddColumn<string>("source", "customs_party_list", defaultValue: "");
        migrationBuilder.AddColumn<DateOnly>("dated", "customs_party_list", nullable: true);
        foreach (var count in new[] { "added", "changed", "removed" }) migrationBuilder.AddColumn<int>(count, "customs_party_list", defaultValue: 0);
    }
}
