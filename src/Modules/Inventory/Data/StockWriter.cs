using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;

namespace Entrepot.Inventory.Data;

/// <summary>Adds stock's changes to the open unit of work. Whoever changes a record also appends its movement, in the same call or beside it.</summary>
internal sealed class StockWriter(EntrepotDb db, IdBlocks ids, WorkQueue work, CurrentUser user, TimeProvider clock)
{
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public void Change(ProductId product, WarehouseId warehouse, long onHand, long reserved)
    {
        if (onHand != 0 || reserved != 0) db.Writes.Execute(StockSql.Change, true, onHand, reserved, db.Tenant.Value, product.Value, warehouse.Value);
    }

    public void Receive(ProductId product, WarehouseId warehouse, long quantity) =>
        db.Writes.Execute(StockSql.Receive, true, db.Tenant.Value, product.Value, warehouse.Value, quantity);

    public void Append(
        MovementKind kind, ProductId product, WarehouseId warehouse, long onHand, long reserved, DateTime at, OrderId? order = null, string? cause = null, string note = "") =>
        db.Writes.Insert(new StockMovement
        {
            TenantId = db.Tenant,
            ProductId = product,
            WarehouseId = warehouse,
            Id = ids.Next(),
            Kind = kind,
            OnHandChange = onHand,
            ReservedChange = reserved,
            Cause = cause,
            OrderId = order,
            Note = note,
            At = at,
            By = order is null ? user.Name : null,
        });

    /// <summary>Closes an open reservation whose pieces go back to the available ones, with its movement; the record itself is changed by the caller, once per batch.</summary>
    public void Release(OrderId order, string reference, Held held, DateTime at)
    {
        db.Writes.Execute(StockSql.ReleaseReservation, true, db.Tenant.Value, order.Value, held.Id);
        Append(MovementKind.Released, held.Product, held.Warehouse, 0, -held.Quantity, at, order, note: reference);
    }

    public void Publish(StockFreed freed) => work.Publish("stock", freed);

    public void EndBackorder(OrderId order, long id) => db.Writes.Execute(StockSql.EndBackorder, true, db.Tenant.Value, order.Value, id);
}
