using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Entrepot.Simulation.Company;
using Entrepot.Simulation.Engine;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entrepot.Simulation.Histories;

/// <summary>One process with plenty in stock, which is told things; and what then stands in its books, without numbers that depend on who came first.</summary>
internal sealed class Books : IAsyncDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly string address;
    private readonly Store? store;
    private readonly ServiceProvider services;

    /// <param name="store">The embedded database at this address; null on PostgreSQL.</param>
    private Books(string address, Store? store)
    {
        (this.address, this.store) = (address, store);
        services = Furnished.Services(address, new SimulatedClock(Furnished.Noon)).BuildServiceProvider();
    }

    /// <param name="quantity">Pieces of each product in each warehouse.</param>
    public static async Task<Books> OpenAsync(long quantity)
    {
        await Furnished.FurnishAsync();
        var store = Furnished.Copy();
        return await FilledAsync(new(store.Address, store), Furnished.Products, quantity);
    }

    /// <summary>The same on PostgreSQL.</summary>
    public static async Task<Books> OpenOnPostgresAsync(long quantity)
    {
        var address = await PostgresServer.TakeDatabaseAsync();
        var products = await Furnished.MakeAsync(address);
        return await FilledAsync(new(address, store: null), products, quantity);
    }

    private static async Task<Books> FilledAsync(Books books, Dictionary<string, ProductId> products, long quantity)
    {
        await books.AsAsync(async provider =>
        {
            await using var unit = await provider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
            await provider.GetRequiredService<IStock>().ReceiveAsync(
                [.. Goods.Skus.SelectMany(sku => new[] { Goods.Frankfurt, Goods.Shenzhen }.Select(warehouse => new StockReceipt(warehouse, products[sku], quantity, $"receipt/{sku}/{warehouse.Value}")))], Ct);
            (await unit.CommitAsync(Ct)).IsOk.ShouldBeTrue();
        });
        return books;
    }

    public async Task TellAsync(IEnumerable<Told> history)
    {
        foreach (var told in history)
        {
            if (told is Sent sent) await AcceptAsync(sent.Order);
            else if (told is Cancelled cancelled) await AsAsync(provider => provider.GetRequiredService<IOrderIntake>().CancelAsync(Furnished.Shop, [cancelled.Cancellation], Ct));
            else await WorkOffAsync();
        }
    }

    public Task AcceptAsync(params IReadOnlyList<IncomingOrder> orders) => AsAsync(async provider =>
        (await provider.GetRequiredService<IOrderIntake>().AcceptAsync(Furnished.Shop, orders, new string?[orders.Count], Ct)).ShouldAllBe(answer => answer.Outcome == IntakeOutcome.Accepted || answer.Outcome == IntakeOutcome.Duplicate));

    /// <summary>Journeys and events, until nothing waits.</summary>
    public async Task WorkOffAsync()
    {
        var (journeys, work) = (services.GetRequiredService<JourneyRunner>(), services.GetRequiredService<WorkRunner>());
        while (await journeys.RunNextAsync(Furnished.Ours, new JourneyCounts(), Ct) + await work.RunDueAsync(Furnished.Ours, Ct) > 0) { }
    }

    public async Task<string> StateAsync() => string.Join('\n', (await ReadAsync(
        """
        SELECT o.external_number || ' is ' || o.status FROM orders_order o ORDER BY 1
        """)).Concat(await ReadAsync(
        """
        SELECT o.external_number || ' line ' || l.number || ': ' || l.quantity || ' less ' || l.cancelled_quantity
        FROM orders_line l JOIN orders_order o ON o.tenant_id = l.tenant_id AND o.id = l.order_id ORDER BY 1
        """)).Concat(await ReadAsync(
        """
        SELECT o.external_number || ' keeps ' || SUM(r.quantity - r.shipped) || ' of ' || p.sku || ' in ' || r.warehouse_id
        FROM inventory_reservation r JOIN catalog_product p ON p.tenant_id = r.tenant_id AND p.id = r.product_id JOIN orders_order o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
        WHERE r.state = 'Open' GROUP BY o.external_number, p.sku, r.warehouse_id ORDER BY 1
        """)).Concat(await ReadAsync(
        """
        SELECT o.external_number || ' ships ' || SUM(l.quantity) || ' of ' || l.sku || ' from ' || f.warehouse_id || ' by ' || f.service
        FROM warehouse_fulfilment_order f JOIN warehouse_fulfilment_line l ON l.tenant_id = f.tenant_id AND l.fulfilment_order_id = f.id JOIN orders_order o ON o.tenant_id = f.tenant_id AND o.id = f.order_id
        WHERE f.status <> 'Cancelled' GROUP BY o.external_number, l.sku, f.warehouse_id, f.service ORDER BY 1
        """)).Concat(await ReadAsync(
        """
        SELECT o.external_number || ' ' || v.account || ' ' || SUM(CASE v.side WHEN 'Debit' THEN v.amount_minor ELSE -v.amount_minor END) || ' ' || v.amount_currency
        FROM finance_voucher_line v JOIN finance_voucher f ON f.tenant_id = v.tenant_id AND f.id = v.voucher_id JOIN orders_order o ON o.tenant_id = f.tenant_id AND o.id = f.source_id
        WHERE f.source_type = 'order' GROUP BY o.external_number, v.account, v.amount_currency
        HAVING SUM(CASE v.side WHEN 'Debit' THEN v.amount_minor ELSE -v.amount_minor END) <> 0 ORDER BY 1
        """)));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (store is not null) store.Dispose();
        else await PostgresServer.GiveBackAsync(address);
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        if (store is not null) return store.Read(sql, row => row.GetString(0));
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var read = new List<string>();
        while (await rows.ReadAsync(Ct)) read.Add(rows.GetString(0));
        return read;
    }

    private async Task AsAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(Furnished.Ours);
        await act(scope.ServiceProvider);
    }
}
