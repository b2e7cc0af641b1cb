using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>
/// Indexes for a search by any part of a number or name and for lists by amount. Those by id grow at their end
/// only, because ids rise: a batch of the journey writes a few pages of each.
/// </summary>
[DbContext(typeof(EntrepotDb)), Migration("0038_OrdersFound")]
internal sealed class M0038OrdersFound : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("ix_orders_order_found", "orders_order", ["tenant_id", "id", "external_number", "buyer_name"]);
        migrationBuilder.DropIndex("ix_orders_order_listed", "orders_order");
        migrationBuilder.CreateIndex("ix_orders_order_listed", "orders_order", ["tenant_id", "id", "status", "channel_id", "country", "hold_code", "total_minor"]);
        migrationBuilder.DropIndex("ix_orders_order_status", "orders_order");
        migrationBuilder.CreateIndex("ix_orders_order_status", "orders_order", ["tenant_id", "status", "id", "hold_code", "total_minor"]);
    }
}
