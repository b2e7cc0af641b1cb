using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Indexes that hold all that the order list filters by and the overview adds up, so that neither reads the orders themselves.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0018_OrderLists")]
internal sealed class M0018OrderLists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_orders_order_received", "orders_order");
        migrationBuilder.CreateIndex("ix_orders_order_country", "orders_order", ["tenant_id", "country"]);
        migrationBuilder.CreateIndex("ix_orders_order_listed", "orders_order", ["tenant_id", "id", "status", "channel_id", "country", "hold_code", "number", "external_number", "buyer_name"]);
        migrationBuilder.CreateIndex("ix_orders_order_pulse", "orders_order", ["tenant_id", "received_at", "status", "run", "currency", "total_minor", "profit_minor"]);
    }
}
