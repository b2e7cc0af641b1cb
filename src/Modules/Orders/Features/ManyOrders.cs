using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

internal sealed class ManyOrders(OrderFilters filters, UndoBook undo) : IManyOrders
{
    public async Task<IReadOnlyList<long>> OfAsync(BulkSelection selection, IReadOnlyList<OrderStatus>? within, CancellationToken ct)
    {
        if (selection.Found is not { } url) return selection.Ids;

        IQueryable<Order> found = filters.Of(url);
        if (within is not null) found = found.Where(order => within.Contains(order.Status));
        return await found.OrderBy(order => order.Id).Take(IManyOrders.Most).Select(order => order.Id.Value).ToListAsync(ct);
    }

    public string RememberHold(IReadOnlyList<OrderId> held, string? path) => undo.Keep("hold", new([.. held.Select(order => new UndoRow(order.Value))]), path);
}
