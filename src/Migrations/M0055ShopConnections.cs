using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Shops that are connected: their sealed keys, where pulling stands, what they sent and what could not be read.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0055_ShopConnections")]
internal sealed class M0055ShopConnections : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "channels_connection",
            table => new
            {
                tenant_id = table.Column<long>(),
                channel_id = table.Column<long>(),
                kind = table.Column<string>(maxLength: 32),
                base_url = table.Column<string>(maxLength: 500),
                keys = table.Column<string>(),
                tokens = table.Column<string>(nullable: true),
                shop_name = table.Column<string>(maxLength: 200),
                scopes = table.Column<string>(),
                connected_at = table.Column<long>(),
                is_paused = table.Column<bool>(),
                run = table.Column<long>(),
                pull_every_seconds = table.Column<long>(),
                cursor = table.Column<string>(),
                pace = table.Column<string>(),
                last_pull_at = table.Column<long>(nullable: true),
                last_order_at = table.Column<long>(nullable: true),
                last_webhook_at = table.Column<long>(nullable: true),
                next_pull_at = table.Column<long>(nullable: true),
                orders_pulled = table.Column<long>(),
                failures = table.Column<long>(),
                error = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_channels_connection", row => new { row.tenant_id, row.channel_id }));
        migrationBuilder.CreateTable(
            "channels_webhook",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                channel_id = table.Column<long>(),
                event_key = table.Column<string>(maxLength: 128),
                topic = table.Column<string>(maxLength: 64),
                received_at = table.Column<long>(),
                headers = table.Column<string>(),
                body = table.Column<byte[]>(),
                problem = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_channels_webhook", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_channels_webhook_once", "channels_webhook", ["tenant_id", "channel_id", "event_key"], unique: true);
        migrationBuilder.CreateTable(
            "channels_remote_order",
            table => new
            {
                tenant_id = table.Column<long>(),
                channel_id = table.Column<long>(),
                remote_id = table.Column<string>(maxLength: 128),
                external_number = table.Column<string>(maxLength: 64),
                updated_at = table.Column<long>(nullable: true),
                seen_at = table.Column<long>(),
                state = table.Column<string>(maxLength: 16),
                problem = table.Column<string>(nullable: true),
                field = table.Column<string>(maxLength: 200),
                raw = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_channels_remote_order", row => new { row.tenant_id, row.channel_id, row.remote_id }));
        migrationBuilder.CreateIndex("ix_channels_remote_order_number", "channels_remote_order", ["tenant_id", "channel_id", "external_number"]);
        migrationBuilder.CreateIndex("ix_channels_remote_order_open", "channels_remote_order", ["tenant_id", "channel_id", "state"], filter: "state <> 'Taken'");
        migrationBuilder.CreateTable(
            "channels_order_news",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                channel_id = table.Column<long>(),
                external_number = table.Column<string>(maxLength: 64),
                kind = table.Column<string>(maxLength: 24),
                reference = table.Column<string>(maxLength: 128),
                happened_at = table.Column<long>(nullable: true),
                seen_at = table.Column<long>(),
                text = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_channels_order_news", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_channels_order_news_once", "channels_order_news", ["tenant_id", "channel_id", "external_number", "kind", "reference"], unique: true);
    }
}
