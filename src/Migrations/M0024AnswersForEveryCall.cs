using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Kept answers say which run of a request took the key, and carry headers.</summary>
/// <remarks>Until now only orders had keys, which the intake knows by their numbers: their old answers may go unfound.</remarks>
[DbContext(typeof(EntrepotDb)), Migration("0024_AnswersForEveryCall")]
internal sealed class M0024AnswersForEveryCall : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("token", "platform_idempotency", maxLength: 32, nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("headers", "platform_idempotency", nullable: false, defaultValue: "");
    }
}
