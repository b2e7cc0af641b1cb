using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The reason of a hold in the index of statuses, so that held orders are counted by reason without the others.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0019_HoldReasons")]
internal sealed class M0019HoldReasons : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_orders_order_status", "orders_order");
        migrationBuilder.CreateIndex("ix_orders_order_status", "orders_order", ["tenant_id", "status", "id", "hold_code"]);
    }
}
