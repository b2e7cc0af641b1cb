using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Order lines by their product, for the orders that wait for what a person decides about it.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0022_OrderLinesByProduct")]
internal sealed class M0022OrderLinesByProduct : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("ix_orders_line_product", "orders_line", ["tenant_id", "product_id", "order_id"]);
}
