using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Features;
using Entrepot.Orders.Contracts;
using Entrepot.Unit.Journey;
using Entrepot.Unit.Transport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using World = Entrepot.Unit.Journey.World;

namespace Entrepot.Unit.Verification;

/// <summary>A company with an order in every state, of which tests take copies to damage.</summary>
public sealed class PlantedWorld : IAsyncLifetime
{
    /// <summary>Constraints and unique indexes would refuse most damage; a failing disk or a faulty statement asks nobody.</summary>
    private const string TearDown = """
        DO $$
        DECLARE change text;
        BEGIN
            FOR change IN
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
                UNION ALL
                SELECT format('DROP INDEX %s', indexrelid::regclass) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisunique AND NOT i.indisprimary AND c.relnamespace = 'public'::regnamespace
            LOOP EXECUTE change; END LOOP;
        END $$
        """;

    private const string ImportNumbers =
        "requested_at, progress_at, files, files_done, files_refused, bytes, bytes_done, rows, goods_rows, " +
        "service_rows, cancelled_rows, matched_cancellations, refused_rows, stock_adjustment_rows, money_adjustment_rows, orders, duplicates, conflicts, amount_in_micros, order_amount_micros, rounding_micros, cancelled_amount_micros, adjusted_amount_micros, refused_amount_micros, milliseconds";

    private SandboxHost? carriers;
    private World? world;
    private string? model;

    internal World World => world ?? throw new InvalidOperationException("The world is not there yet.");

    public async ValueTask InitializeAsync()
    {
        carriers = await SandboxHost.StartAsync();
        world = await FloorSteps.OpenAsync(carriers);
        await world.StockAsync("MUG", World.Fra, 15);
        await world.StockAsync("NOHS", World.Szx, 5);
        await world.ExpectAsync("TEE", World.Fra, 10, DateOnly.FromDateTime(TestDatabase.Noon.AddDays(9)));
        await world.ExecuteAsync("INSERT INTO catalog_channel_sku (tenant_id, channel_id, code, product_id, version) SELECT tenant_id, 71, 'OTHER-MUG', id, 1 FROM catalog_product WHERE tenant_id = @p0 AND sku = 'MUG'");
        await world.ExecuteAsync("INSERT INTO warehouse_bin (tenant_id, id, warehouse_id, code, zone, row, rack, slot, x_millimetres, y_millimetres) VALUES (@p0, 801, 1, 'A-01', 'A', 1, 1, 1, 0, 0)");
        await world.ExecuteAsync("INSERT INTO warehouse_product_bin (tenant_id, warehouse_id, product_id, bin_id) SELECT tenant_id, 1, id, 801 FROM catalog_product WHERE tenant_id = @p0 AND sku = 'MUG'");
        await world.ExecuteAsync("INSERT INTO warehouse_bin (tenant_id, id, warehouse_id, code, zone, row, rack, slot, x_millimetres, y_millimetres, kind) VALUES (@p0, 802, 1, 'B-01', 'B', 1, 1, 1, 0, 0, 'Storage')");
        await world.ExecuteAsync("INSERT INTO warehouse_bin_stock (tenant_id, bin_id, product_id, warehouse_id, quantity, version) SELECT tenant_id, 802, id, 1, 2, 1 FROM catalog_product WHERE tenant_id = @p0 AND sku = 'MUG'");
        await world.ExecuteAsync("INSERT INTO warehouse_bin_movement (tenant_id, id, warehouse_id, bin_id, product_id, kind, change, before, after, cause, note, by, at) SELECT tenant_id, 803, 1, 802, id, 'Received', 2, 0, 2, 'receipt/1', 'B-01', 'Mei', 0 FROM catalog_product WHERE tenant_id = @p0 AND sku = 'MUG'");
        await world.ExecuteAsync("INSERT INTO platform_number_pattern (tenant_id, id, document, pattern, valid_from, added_at, added_by, reason) VALUES (@p0, 961, 'PackingList', 'PL-{yyyy}-{0000}', '2026-01-01', 0, 'Mei', 'as the tax office has it')");
        await using (var scope = world.Database.As(TestDatabase.Ours))
            (await scope.ServiceProvider.GetRequiredService<SendTransfer>().RunAsync(new("planted", "FRA", "SZX", DateOnly.FromDateTime(TestDatabase.Noon.AddDays(3)), null, [new("MUG", 1)]), World.Ct)).Problem.ShouldBeNull();

        await world.ExecuteAsync($"INSERT INTO channels_import (tenant_id, id, channel_id, upload_bytes, profile, name, state, phase, requested_by, {ImportNumbers}) VALUES (@p0, 901, 71, 7, 'plain-csv', 'orders.csv', 'Queued', 'waiting', 'Mei', {string.Join(", ", ImportNumbers.Split(", ").Select(_ => "0"))})");
        await world.ExecuteAsync("INSERT INTO channels_import_part (tenant_id, import_id, number, bytes, content, stored_at) VALUES (@p0, 901, 0, 7, '', 0)");

        await world.JourneyAsync(Goods.AnOrder("delivered", ("MUG", 2)), Goods.AnOrder("abroad", ("MUG", 1)).To(Goods.London));
        await FloorSteps.PackAsync(world);
        await FloorSteps.HandOverAsync(world);
        await FloorSteps.DeliverAsync(world, carriers);
        await world.JourneyAsync(Goods.AnOrder("shipped"));
        await FloorSteps.PackAsync(world);
        await FloorSteps.HandOverAsync(world);
        await world.JourneyAsync(Goods.AnOrder("labelled"));
        await FloorSteps.PackAsync(world);
        await world.JourneyAsync(Goods.AnOrder("walked"));
        (await FloorSteps.FloorAsync(world, floor => floor.ReleaseAllAsync(null, World.Ct))).IsOk.ShouldBeTrue();
        var cancelled = await world.JourneyAsync(
            Goods.AnOrder("planned"), Goods.AnOrder("held", ("NOHS", 1)).To(Goods.Austin), Goods.AnOrder("short", ("TEE", 1)),
            Goods.AnOrder("closed").With(Goods.ALine("1", "GIFT-CARD", 1) with { IsService = true }), Goods.AnOrder("cancelled"));
        await world.CancelAsync(cancelled[4].Id);
        await world.ExecuteAsync("INSERT INTO orders_move (tenant_id, id, kind, from_order, to_order, at, actor, reason, shipping_minor, shipping_tax_minor) SELECT a.tenant_id, 902, 'merge', a.id, b.id, 0, 'Mei', 'one parcel', 0, 0 FROM orders_order a JOIN orders_order b ON b.tenant_id = a.tenant_id AND b.external_number = 'closed' WHERE a.tenant_id = @p0 AND a.external_number = 'cancelled'");
        await world.ExecuteAsync("INSERT INTO orders_move_line (tenant_id, move_id, from_line, to_line, quantity) SELECT m.tenant_id, m.id, a.id, b.id, 1 FROM orders_move m JOIN orders_line a ON a.tenant_id = m.tenant_id AND a.order_id = m.from_order JOIN orders_line b ON b.tenant_id = m.tenant_id AND b.order_id = m.to_order WHERE m.tenant_id = @p0");
        await world.AcceptAsync(Goods.AnOrder("waiting"));

        (await world.StandingAsync("delivered", "shipped", "labelled", "walked", "planned", "held", "short", "closed", "cancelled")).Select(order => order.Status).ShouldBe(
            [OrderStatus.Delivered, OrderStatus.Shipped, OrderStatus.InFulfilment, OrderStatus.Allocated, OrderStatus.Allocated, OrderStatus.OnHold, OrderStatus.Backordered, OrderStatus.Closed, OrderStatus.Cancelled]);
    }

    /// <summary>The same database once more, without the constraints that would refuse damage. To be removed with <see cref="RemoveAsync"/>.</summary>
    public async Task<string> CopyAsync()
    {
        model ??= await TakeModelAsync();
        return PostgresServer.IsChosen ? await CopyPostgresAsync(model) : CopyFile(model);
    }

    /// <summary>A copy that nobody opens, from which the others are taken.</summary>
    private async Task<string> TakeModelAsync()
    {
        SqliteConnection.ClearAllPools(); // The last one to close moves the log into the file.
        NpgsqlConnection.ClearAllPools(); // PostgreSQL copies only what nobody uses.
        if (PostgresServer.IsChosen)
        {
            var copied = await CopyPostgresAsync(World.Database.Address);
            await PostgresServer.ExecuteAsync(TearDown, copied);
            return copied;
        }

        var copy = CopyFile(World.Database.Address);
        await using var file = new SqliteConnection($"Data Source={copy["sqlite:".Length..]};Pooling=false");
        await file.OpenAsync();
        foreach (var index in await NamesAsync(file)) await RunAsync(file, $"DROP INDEX {index}");
        return copy;
    }

    private static async Task<string> CopyPostgresAsync(string address)
    {
        var copy = new NpgsqlConnectionStringBuilder(address) { Database = $"t_{Guid.NewGuid():N}" };
        await PostgresServer.ExecuteAsync($"CREATE DATABASE {copy.Database} TEMPLATE {new NpgsqlConnectionStringBuilder(address).Database} STRATEGY FILE_COPY");
        return copy.ConnectionString;
    }

    private static string CopyFile(string address)
    {
        var path = Path.Combine(Path.GetTempPath(), $"entrepot-test-{Guid.NewGuid():N}.db");
        File.Copy(address["sqlite:".Length..], path);
        return "sqlite:" + path;
    }

    /// <summary>Runs a statement past everything that would refuse it.</summary>
    public static async Task PlantAsync(string address, string sql)
    {
        if (PostgresServer.IsChosen)
        {
            await PostgresServer.ExecuteAsync("SET session_replication_role = replica; " + sql, address);
            return;
        }

        await using var file = new SqliteConnection($"Data Source={address["sqlite:".Length..]};Pooling=false;Foreign Keys=false");
        await file.OpenAsync();
        await RunAsync(file, "PRAGMA ignore_check_constraints = ON; " + sql);
    }

    public static Task RemoveAsync(string address) => PostgresServer.IsChosen ? PostgresServer.DropAsync(address) : TestDatabase.RemoveAsync(address);

    public async ValueTask DisposeAsync()
    {
        if (model is not null) await RemoveAsync(model);
        if (world is not null) await world.DisposeAsync();
        if (carriers is not null) await carriers.DisposeAsync();
    }

    private static async Task<List<string>> NamesAsync(SqliteConnection file)
    {
        await using var command = new SqliteCommand("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'", file);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task RunAsync(SqliteConnection file, string sql)
    {
        await using var command = new SqliteCommand(sql, file);
        await command.ExecuteNonQueryAsync();
    }
}
