using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Rate cards, cartons and how services are compared.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0007_Transport")]
internal sealed class M0007Transport : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddRates(migrationBuilder);
    }

    private static void AddRates(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "transport_rate_version",
            table => new
            {
                tenant_id = table.Column<long>(),
                version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_transport_rate_version", row => row.tenant_id));

        migrationBuilder.CreateTable(
            "transport_rate_card",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                carrier = table.Column<string>(maxLength: 32),
                origin = table.Column<string>(maxLength: 2),
                valid_from = table.Column<string>(maxLength: 10),
                valid_to = table.Column<string>(maxLength: 10, nullable: true),
                source = table.Column<string>(),
                document = table.Column<string>(),
                added_at = table.Column<long>(),
                added_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_transport_rate_card", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_transport_rate_card_origin", "transport_rate_card", ["tenant_id", "carrier", "origin", "valid_from"], unique: true);

        migrationBuilder.CreateTable(
            "transport_carton",
            table => new
            {
                tenant_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 16),
                name = table.Column<string>(),
                inner_length_millimetres = table.Column<long>(),
                inner_width_millimetres = table.Column<long>(),
                inner_height_millimetres = table.Column<long>(),
                outer_length_millimetres = table.Column<long>(),
                outer_width_millimetres = table.Column<long>(),
                outer_height_millimetres = table.Column<long>(),
                tare_grams = table.Column<long>(),
                contents_max_grams = table.Column<long>(),
                added_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_transport_carton", row => new { row.tenant_id, row.code }));

        migrationBuilder.CreateTable(
            "transport_shopping_policy",
            table => new
            {
                tenant_id = table.Column<long>(),
                day_value_minor = table.Column<long>(),
                day_value_currency = table.Column<string>(maxLength: 3),
                set_at = table.Column<long>(),
                set_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_transport_shopping_policy", row => row.tenant_id));
    }
}
