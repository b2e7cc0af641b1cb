using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Sales channels, accepted orders, what contradicts them and what was cancelled.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0010_Channels")]
internal sealed class M0010Channels : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddChannel(migrationBuilder);
        AddIncoming(migrationBuilder);
        AddConflict(migrationBuilder);
        AddCancellation(migrationBuilder);
        AddImport(migrationBuilder);
    }

    private static void AddChannel(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_channel",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                code = table.Column<string>(maxLength: 32),
                name = table.Column<string>(),
                kind = table.Column<string>(maxLength: 32),
                currency = table.Column<string>(maxLength: 3),
            },
            constraints: table => table.PrimaryKey("pk_channels_channel", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_channels_channel_code", "channels_channel", ["tenant_id", "code"], unique: true);
    }

    private static void AddIncoming(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_incoming",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                channel_id = table.Column<long>(),
                external_number = table.Column<string>(maxLength: 64),
                buyer_id = table.Column<string>(),
                placed_at = table.Column<long>(),
                received_at = table.Column<long>(),
                content_hash = table.Column<byte[]>(),
                state = table.Column<string>(maxLength: 32),
                order_id = table.Column<long>(nullable: true),
                error = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_channels_incoming", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_channels_incoming_channel", row => new { row.tenant_id, row.channel_id }, "channels_channel", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_channels_incoming_number", "channels_incoming", ["tenant_id", "channel_id", "external_number"], unique: true);
        migrationBuilder.CreateIndex("ix_channels_incoming_waiting", "channels_incoming", ["tenant_id", "state", "id"], filter: "state <> 'Taken'");
        migrationBuilder.CreateIndex("ix_channels_incoming_buyer", "channels_incoming", ["tenant_id", "channel_id", "buyer_id"], filter: "buyer_id <> ''");

        migrationBuilder.CreateTable(
            "channels_incoming_content",
            table => new
            {
                tenant_id = table.Column<long>(),
                incoming_id = table.Column<long>(),
                payload = table.Column<string>(),
                raw = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_channels_incoming_content", row => new { row.tenant_id, row.incoming_id }));
    }

    private static void AddConflict(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_conflict",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                incoming_id = table.Column<long>(),
                content_hash = table.Column<byte[]>(),
                received_at = table.Column<long>(),
                payload = table.Column<string>(),
                raw = table.Column<string>(nullable: true),
                times = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_channels_conflict", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_channels_conflict_incoming", row => new { row.tenant_id, row.incoming_id }, "channels_incoming", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_channels_conflict_content", "channels_conflict", ["tenant_id", "incoming_id", "content_hash"], unique: true);
    }

    private static void AddCancellation(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_cancellation",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                channel_id = table.Column<long>(),
                reference = table.Column<string>(maxLength: 64),
                line_key = table.Column<string>(maxLength: 128),
                placed_at = table.Column<long>(),
                received_at = table.Column<long>(),
                external_number = table.Column<string>(maxLength: 64),
                buyer_id = table.Column<string>(),
                code = table.Column<string>(),
                description = table.Column<string>(),
                unit_price_micros = table.Column<long>(),
                quantity = table.Column<long>(),
                state = table.Column<string>(maxLength: 32),
                import_id = table.Column<long>(nullable: true),
                incoming_id = table.Column<long>(nullable: true),
                external_line_id = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_channels_cancellation", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_channels_cancellation_channel", row => new { row.tenant_id, row.channel_id }, "channels_channel", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_channels_cancellation_reference", "channels_cancellation", ["tenant_id", "channel_id", "reference", "line_key"], unique: true);
        migrationBuilder.CreateIndex("ix_channels_cancellation_incoming", "channels_cancellation", ["tenant_id", "incoming_id"]);
        migrationBuilder.CreateIndex("ix_channels_cancellation_import", "channels_cancellation", ["tenant_id", "import_id", "state", "buyer_id"]);
        migrationBuilder.CreateIndex("ix_channels_cancellation_state", "channels_cancellation", ["tenant_id", "state", "id"]);
    }

    private static void AddImport(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_profile",
            table => new
            {
                tenant_id = table.Column<long>(),
                code = table.Column<string>(maxLength: 64),
                document = table.Column<string>(),
                changed_at = table.Column<long>(),
                changed_by = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_channels_profile", row => new { row.tenant_id, row.code }));

        migrationBuilder.CreateTable(
            "channels_import",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                channel_id = table.Column<long>(),
                profile = table.Column<string>(maxLength: 64),
                name = table.Column<string>(),
                state = table.Column<string>(maxLength: 32),
                phase = table.Column<string>(maxLength: 32),
                requested_by = table.Column<string>(),
                requested_at = table.Column<long>(),
                progress_at = table.Column<long>(),
                finished_at = table.Column<long>(nullable: true),
                spool_path = table.Column<string>(nullable: true),
                complete = table.Column<bool>(nullable: true),
                error = table.Column<string>(nullable: true),
                files = table.Column<long>(),
                files_done = table.Column<long>(),
                files_refused = table.Column<long>(),
                bytes = table.Column<long>(),
                bytes_done = table.Column<long>(),
                rows = table.Column<long>(),
                goods_rows = table.Column<long>(),
                service_rows = table.Column<long>(),
                cancelled_rows = table.Column<long>(),
                matched_cancellations = table.Column<long>(),
                refused_rows = table.Column<long>(),
                stock_adjustment_rows = table.Column<long>(),
                money_adjustment_rows = table.Column<long>(),
                orders = table.Column<long>(),
                duplicates = table.Column<long>(),
                conflicts = table.Column<long>(),
                amount_in_micros = table.Column<long>(),
                order_amount_micros = table.Column<long>(),
                rounding_micros = table.Column<long>(),
                cancelled_amount_micros = table.Column<long>(),
                adjusted_amount_micros = table.Column<long>(),
                refused_amount_micros = table.Column<long>(),
                milliseconds = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_channels_import", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_channels_import_channel", row => new { row.tenant_id, row.channel_id }, "channels_channel", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_channels_import_state", "channels_import", ["tenant_id", "state"]);

        migrationBuilder.CreateTable(
            "channels_import_note",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                import_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                file = table.Column<string>(),
                line = table.Column<long>(),
                number = table.Column<string>(),
                field = table.Column<string>(),
                why = table.Column<string>(),
                what_to_do = table.Column<string>(),
                amount_micros = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_channels_import_note", row => new { row.tenant_id, row.id });
                table.ForeignKey("fk_channels_import_note_import", row => new { row.tenant_id, row.import_id }, "channels_import", ["tenant_id", "id"]);
            });
        migrationBuilder.CreateIndex("ix_channels_import_note_import", "channels_import_note", ["tenant_id", "import_id", "id"]);
    }
}
