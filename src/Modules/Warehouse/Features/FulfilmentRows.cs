using Entrepot.Kernel;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>Fulfilment orders as pages show them.</summary>
internal static class FulfilmentRows
{
    /// <summary>The columns a page reads; nothing is loaded that is not shown.</summary>
    public sealed record Shape(
        FulfilmentOrderId Id, string OrderNumber, WarehouseId Warehouse, string Service, string ShipToName, string ShipToCountry,
        FulfilmentStatus Status, DateTime Since, DateTime? ShipBy, long Pieces, Sentence? Problem, string? ProblemCode);

    public static IQueryable<Shape> Shown(IQueryable<FulfilmentOrder> orders) => orders.Select(order => new Shape(
        order.Id, order.OrderNumber, order.WarehouseId, order.Service, order.ShipToName, order.ShipToCountry,
        order.Status, order.StatusAt, order.ShipBy, order.Lines.Sum(line => line.Quantity), order.Problem, order.ProblemCode));

    public static IReadOnlyList<FulfilmentRow> Of(IEnumerable<Shape> rows, IReadOnlyDictionary<WarehouseId, string> sites) =>
        [.. rows.Select(row => new FulfilmentRow(
            row.Id.Value, FulfilmentOrder.NumberOf(row.Id), row.OrderNumber, sites.GetValueOrDefault(row.Warehouse, ""), row.Service, row.ShipToName, row.ShipToCountry,
            row.Status, row.Since, row.ShipBy, row.Pieces, row.Problem, row.ProblemCode))];
}
