using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

internal sealed class OrderConflicts(EntrepotDb db) : IOrderConflicts
{
    /// <summary>What happened since a form was opened fits on a screen; the order's own page tells all.</summary>
    private const int EventsMax = 20;

    public async Task<long> LastSeenAsync(OrderId order, CancellationToken ct) => await db.Set<OrderEvent>().Where(happened => happened.OrderId == order).MaxAsync(happened => (long?)happened.Id, ct) ?? 0;

    public async Task<PageResult?> AskAsync(OrderId id, PostedForm form, string path, IReadOnlyList<OrderField> fields, CancellationToken ct)
    {
        if (form.Whole("version") is not { } seen) return null;
        if (await db.Set<Order>().SingleOrDefaultAsync(order => order.Id == id, ct) is not { } order || order.Version == seen) return null;

        var after = form.Whole("seen") ?? 0;
        var since = await db.Set<OrderEvent>().Where(happened => happened.OrderId == id && happened.Id > after).OrderBy(happened => happened.Id).Take(EventsMax)
            .Select(happened => new OrderEventView(happened.At, happened.Kind, happened.Actor, happened.Text)).ToListAsync(ct);
        var content = order.ReadContent();
        var typed = fields.Select(field => new TypedField(field.Name, field.Label, form.Raw(field.Name) ?? "", field.Now?.Invoke(content))).ToList();
        return PageResult.Conflict<OrderConflictPage>(new { Found = new OrderConflictView(id.Value, order.Number, order.Version, path, form, since, typed) });
    }
}
