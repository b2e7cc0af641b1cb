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
        migrationBuilder.CreateIndex("ix_channels_cancellation_buyer", "channels_cancellation", ["tenant_id", "channel_id", "state", "buyer_id"]);
    }
}
