using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>Warehouses by the code that people and programs write.</summary>
internal sealed class WarehouseCodes(IWarehouses warehouses)
{
    public async Task<IReadOnlyDictionary<WarehouseId, string>> AllAsync(CancellationToken ct) => (await warehouses.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Code);

    public async Task<Result<WarehouseId>> FindAsync(string code, CancellationToken ct) =>
        (await warehouses.AllAsync(ct)).FirstOrDefault(site => string.Equals(site.Code, code, StringComparison.OrdinalIgnoreCase)) is { } site
            ? site.Id
            : WarehouseProblems.UnknownWarehouse(code);

    /// <summary>No code means every warehouse.</summary>
    public async Task<Result<WarehouseId?>> FindOrAllAsync(string? code, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(code)) return new Result<WarehouseId?>((WarehouseId?)null);
        var found = await FindAsync(code, ct);
        return found.Problem is { } problem ? problem : new Result<WarehouseId?>(found.Value);
    }
}

/// <summary>One entry's outcome in the answer to a list: no code means done.</summary>
internal sealed record ItemAnswer(string? Code, string? Message)
{
    public static IReadOnlyList<ItemAnswer> Of(IReadOnlyList<Result> results) => [.. results.Select(result => new ItemAnswer(result.Problem?.Code, result.Problem?.Message.ToString()))];
}
