using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The head of the company's papers, its logos, and its own numbers of documents.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0052_Letterhead")]
internal sealed class M0052Letterhead : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "platform_letterhead",
            table => new
            {
                tenant_id = table.Column<long>(),
                name = table.Column<string>(),
                local_name = table.Column<string>(),
                website = table.Column<string>(),
                logo = table.Column<string>(maxLength: 64),
                seat_name = table.Column<string>(),
                seat_company = table.Column<string>(),
                seat_line1 = table.Column<string>(),
                seat_line2 = table.Column<string>(),
                seat_city = table.Column<string>(),
                seat_province = table.Column<string>(),
                seat_postcode = table.Column<string>(),
                seat_country = table.Column<string>(),
                seat_phone = table.Column<string>(),
                seat_email = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_letterhead", row => row.tenant_id));
        migrationBuilder.CreateTable(
            "platform_logo",
            table => new
            {
                tenant_id = table.Column<long>(),
                hash = table.Column<string>(maxLength: 64),
                png = table.Column<byte[]>(),
                stored_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_logo", row => new { row.tenant_id, row.hash }));
        migrationBuilder.CreateTable(
            "platform_number_pattern",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                document = table.Column<string>(maxLength: 32),
                pattern = table.Column<string>(maxLength: 64),
                valid_from = table.Column<DateOnly>(),
                added_at = table.Column<long>(),
                added_by = table.Column<string>(),
                reason = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_number_pattern", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateTable(
            "platform_number_counter",
            table => new
            {
                tenant_id = table.Column<long>(),
                document = table.Column<string>(maxLength: 32),
                year = table.Column<int>(),
                next_count = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_platform_number_counter", row => new { row.tenant_id, row.document, row.year }));
    }
}
