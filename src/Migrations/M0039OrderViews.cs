using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Views of lists that people save, and the columns that each of them wants to see.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0039_OrderViews")]
internal sealed class M0039OrderViews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "orders_view",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                owner_id = table.Column<long>(),
                name = table.Column<string>(maxLength: 60),
                query = table.Column<string>(maxLength: 500),
                is_shared = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_orders_view", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateTable(
            "orders_columns",
            table => new
            {
                tenant_id = table.Column<long>(),
                user_id = table.Column<long>(),
                hidden = table.Column<string>(maxLength: 200),
            },
            constraints: table => table.PrimaryKey("pk_orders_columns", row => new { row.tenant_id, row.user_id }));
    }
}
