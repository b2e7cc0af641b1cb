using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>The way SQLite takes to a few rows of a large table, on an empty database as on a full one.</summary>
[Storage("sqlite")]
public sealed class SqlitePlanTests
{
    [Theory]
    [InlineData("SELECT * FROM finance_voucher WHERE tenant_id = 1 AND source_type = 'order' AND source_id = 5 ORDER BY id", "ix_finance_voucher_source")]
    [InlineData("SELECT * FROM transport_consignment WHERE tenant_id = 1 AND order_id IN (5, 6) ORDER BY id", "ix_transport_consignment_order")]
    [InlineData("SELECT * FROM customs_paper WHERE tenant_id = 1 AND order_id = 5 ORDER BY id", "ix_customs_paper_order")]
    [InlineData("SELECT id FROM orders_order WHERE tenant_id = 1 AND country = 'IT' ORDER BY id DESC LIMIT 50", "ix_orders_order_country")]
    [InlineData("SELECT id FROM orders_order WHERE tenant_id = 1 AND id IN (SELECT order_id FROM orders_word WHERE tenant_id = 1 AND word >= 'a' AND word < 'b') ORDER BY id DESC LIMIT 50", "(tenant_id=? AND word>? AND word<?)")]
    public async Task The_narrowest_index_is_taken_even_where_rows_are_wanted_in_the_order_of_the_key(string sql, string index)
    {
        Assert.SkipWhen(PostgresServer.IsChosen, "PostgreSQL counts its rows by itself.");
        await using var database = await TestDatabase.CreateAsync(AllModules.List());
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();

        var plan = await db.QueryAsync("EXPLAIN QUERY PLAN " + sql, row => row.GetString(3), CancellationToken.None);

        plan.ShouldContain(step => step.Contains(index, StringComparison.Ordinal), string.Join("; ", plan));
    }
}
