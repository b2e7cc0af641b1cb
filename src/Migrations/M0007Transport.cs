using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Rate cards, cartons and how services are compared; consignments with parcels and scans, manifests, carrier accounts.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0007_Transport")]
internal sealed class M0007Transport : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddRates(migrationBuilder);
        AddConsignments(migrationBuilder);
        AddManifestsAndAccounts(migrationBuilder);
    }

    private static void AddConsignments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "transport_consignment",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                order_id = table.Column<long>(),
                fulfilment_order_id = table.Column<long>(),
                warehouse_id = table.Column<long>(),
                reference = table.Column<string>(maxLength: 64),
                status = table.Column<string>(maxLength: 32),
                carrier = table.Column<string>(),
                service = table.Column<string>(),
                service_name = table.Column<string>(),
                ship_from = table.Column<string>(),
                ship_to = table.Column<string>(),
                ship_to_country = table.Column<string>(),
                goods_value_minor = table.Column<long>(),
                goods_value_currency = table.Column<string>(),
                incoterm = table.Column<string>(maxLength: 32),
                customs_description = table.Column<string>(),
                ioss_number = table.Column<string>(nullable: true),
                estimated_price_minor = table.Column<long>(),
                estimated_price_currency = table.Column<string>(),
                actual_price_minor = table.Column<long>(nullable: true),
                actual_price_currency = table.Column<string>(nullable: true),
                planned_parcels = table.Column<string>(),
                carrier_reference = table.Column<string>(nullable: true),
                problem = table.Column<string>(nullable: true),
                manifest_id = table.Column<long>(nullable: true),
                planned_at = table.Column<long>(),
                booked_at = table.Column<long>(nullable: true),
                handed_over_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_transport_consignment", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_transport_consignment_reference", "transport_consignment", ["tenant_id", "reference"], unique: true);
        migrationBuilder.CreateIndex("ix_transport_consignment_order", "transport_consignment", ["tenant_id", "order_id"]);
        migrationBuilder.CreateIndex("ix_transport_consignment_status", "transport_consignment", ["tenant_id", "status", "carrier"]);
        migrationBuilder.CreateIndex("ix_transport_consignment_manifest", "transport_consignment", ["tenant_id", "manifest_id"], filter: "manifest_id IS NOT NULL");

        migrationBuilder.CreateTable(
            "transport_parcel",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                consignment_id = table.Column<long>(),
                number = table.Column<int>(),
                carton = table.Column<string>(),
                length_millimetres = table.Column<int>(),
                width_millimetres = table.Column<int>(),
                height_millimetres = table.Column<int>(),
                gross_weight_grams = table.Column<long>(),
                status = table.Column<string>(maxLength: 32),
                tracking_number = table.Column<string>(nullable: true),
                routing_code = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_transport_parcel", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_transport_parcel_consignment", row => new { row.tenant_id, row.consignment_id }, "transport_consignment", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_transport_parcel_consignment", "transport_parcel", ["tenant_id", "consignment_id"]);
        migrationBuilder.CreateIndex("ix_transport_parcel_tracking_number", "transport_parcel", ["tenant_id", "tracking_number"]);

        migrationBuilder.CreateTable(
            "transport_tracking_event",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                consignment_id = table.Column<long>(),
                parcel_id = table.Column<long>(),
                at = table.Column<long>(),
                status = table.Column<string>(maxLength: 32),
                code = table.Column<string>(),
                text = table.Column<string>(),
                place = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_transport_tracking_event", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_transport_tracking_event_parcel", row => new { row.tenant_id, row.parcel_id }, "transport_parcel", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_transport_tracking_event_consignment", "transport_tracking_event", ["tenant_id", "consignment_id"]);
    }

    private static void AddManifestsAndAccounts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "transport_manifest",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                number = table.Column<string>(),
                warehouse_id = table.Column<long>(),
                carrier = table.Column<string>(),
                closed_at = table.Column<long>(),
                closed_by = table.Column<string>(),
                parcel_count = table.Column<int>(),
                gross_weight_grams = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_transport_manifest", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_transport_manifest_number", "transport_manifest", ["tenant_id", "number"], unique: true);

        migrationBuilder.CreateTable(
            "transport_carrier_account",
            table => new
            {
                tenant_id = table.Column<long>(),
                carrier = table.Column<string>(),
                base_url = table.Column<string>(),
                account_number = table.Column<string>(),
                client_id = table.Column<string>(),
                client_secret = table.Column<string>(),
                options = table.Column<string>(),
                poll_milliseconds = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_transport_carrier_account", row => new { row.tenant_id, row.carrier }));
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
