using System.Data.Common;
using System.Runtime.InteropServices;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Data;

/// <summary>Open reservations with the number of the order they belong to.</summary>
internal readonly record struct OpenReservation(OrderId Order, string Reference, Held Held);

/// <summary>The set-based reads behind a batch. Each begins by writing what the unit of work has collected, so that earlier steps of the same transaction count.</summary>
internal sealed class StockReader(EntrepotDb db)
{
    public async Task<List<OpenReservation>> ReservationsAsync(IEnumerable<OrderId> orders, CancellationToken ct)
    {
        await db.Writes.FlushAsync(ct);
        return await db.QueryAsync(
            StockSql.OpenReservations,
            row => new OpenReservation(new(row.GetInt64(0)), row.GetString(6), new Held(row.GetInt64(1), new(row.GetInt64(2)), new(row.GetInt64(3)), new(row.GetInt64(4)), row.GetInt64(5))),
            ct, db.Tenant.Value, Keys.Of(orders));
    }

    public async Task<Dictionary<OrderId, List<Waiting>>> BackordersAsync(IEnumerable<OrderId> orders, CancellationToken ct)
    {
        var found = new Dictionary<OrderId, List<Waiting>>();
        foreach (var (order, waiting) in await db.QueryAsync(StockSql.BackordersOfOrders, Read, ct, db.Tenant.Value, Keys.Of(orders)))
            (CollectionsMarshal.GetValueRefOrAddDefault(found, order, out _) ??= []).Add(waiting);
        return found;

        static (OrderId, Waiting) Read(DbDataReader row) =>
            (new(row.GetInt64(0)), new Waiting(row.GetInt64(1), new(row.GetInt64(2)), row.GetInt64(3), Enum.Parse<BackorderSource>(row.GetString(4)), row.GetInt64(5)));
    }

    public async Task<StockBook> BookAsync(IEnumerable<ProductId> products, CancellationToken ct)
    {
        var keys = Keys.Of(products);
        var book = new StockBook();
        foreach (var cell in await CellsAsync(keys, ct)) book.Add(cell);
        foreach (var (product, inbound) in await db.QueryAsync(StockSql.OpenInbound, ReadInbound, ct, db.Tenant.Value, keys)) book.Add(product, inbound);
        return book;

        static (ProductId, InboundCell) ReadInbound(DbDataReader row) =>
            (new(row.GetInt64(1)), new InboundCell(new(row.GetInt64(0)), new(row.GetInt64(2)), row.GetFieldValue<DateOnly>(3), row.GetInt64(4)));
    }

    public async Task<Dictionary<WarehouseId, string>> CodesAsync(CancellationToken ct)
    {
        var codes = new Dictionary<WarehouseId, string>();
        foreach (var (id, code) in await db.QueryAsync(StockSql.Codes, row => (row.GetInt64(0), row.GetString(1)), ct, db.Tenant.Value)) codes.Add(new(id), code);
        return codes;
    }

    /// <summary>Movements that stand already for one of these causes.</summary>
    public async Task<HashSet<(string Cause, ProductId Product, WarehouseId Warehouse)>> RecordedAsync(IEnumerable<string> causes, CancellationToken ct)
    {
        await db.Writes.FlushAsync(ct);
        return [.. await db.QueryAsync(StockSql.RecordedCauses, ReadCause, ct, db.Tenant.Value, Keys.Of(causes))];
    }

    public async Task<HashSet<(string Cause, ProductId Product, WarehouseId Warehouse)>> ExpectedAsync(IEnumerable<string> causes, CancellationToken ct)
    {
        await db.Writes.FlushAsync(ct);
        return [.. await db.QueryAsync(StockSql.KnownInboundCauses, ReadCause, ct, db.Tenant.Value, Keys.Of(causes))];
    }

    public async Task<IReadOnlyList<StockLevel>> LevelsAsync(IEnumerable<ProductId> products, CancellationToken ct) =>
        await db.QueryAsync(
            StockSql.Levels, row => new StockLevel(new(row.GetInt64(0)), new(row.GetInt64(1)), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
            ct, db.Tenant.Value, Keys.Of(products));

    private Task<List<StockCell>> CellsAsync(long[] keys, CancellationToken ct) => db.QueryAsync(
        StockSql.Cells, row => new StockCell(new(row.GetInt64(0)), new(row.GetInt64(1)), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), ct, db.Tenant.Value, keys);

    private static (string, ProductId, WarehouseId) ReadCause(DbDataReader row) => (row.GetString(0), new(row.GetInt64(1)), new(row.GetInt64(2)));
}

/// <summary>Lists of keys as the one parameter that statements take them by.</summary>
internal static class Keys
{
    public static long[] Of<TId>(IEnumerable<TId> ids) where TId : struct, IId<TId> => [.. ids.Distinct().Select(id => id.Value)];

    public static string[] Of(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal)];
}
