using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

internal sealed class OrderMoves(EntrepotDb db, IdBlocks ids, CurrentUser user, TimeProvider clock) : IOrderMoves
{
    public long Add(string kind, OrderId from, OrderId to, string reason, long shippingMinor, long shippingTaxMinor, IReadOnlyList<MovedLine> lines, long? undoes = null)
    {
        var move = new OrderMoved
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            Kind = kind,
            FromOrder = from,
            ToOrder = to,
            At = clock.GetUtcNow().UtcDateTime,
            Actor = user.Name,
            Reason = reason,
            ShippingMinor = shippingMinor,
            ShippingTaxMinor = shippingTaxMinor,
            Undoes = undoes,
        };
        db.Writes.Insert(move);
        foreach (var (fromLine, toLine, quantity) in lines) db.Writes.Insert(new OrderMovedLine { TenantId = db.Tenant, MoveId = move.Id, FromLine = fromLine, ToLine = toLine, Quantity = quantity });
        return move.Id;
    }

    public async Task<IReadOnlyList<PiecesMoved>> OfAsync(IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        var all = await db.Set<OrderMoved>().Where(move => orders.Contains(move.FromOrder) || orders.Contains(move.ToOrder)).OrderBy(move => move.Id).ToListAsync(ct);
        if (all.Count == 0) return [];

        var undone = all.Select(move => move.Undoes).OfType<long>().ToHashSet(); // An undo is between the same two orders.
        var standing = all.FindAll(move => move.Undoes is null && !undone.Contains(move.Id));
        var moveIds = standing.ConvertAll(move => move.Id);
        var lines = (await db.Set<OrderMovedLine>().Where(line => moveIds.Contains(line.MoveId)).OrderBy(line => line.FromLine).ToListAsync(ct)).ToLookup(line => line.MoveId);
        return standing.ConvertAll(move => new PiecesMoved(move.Id, move.Kind, move.FromOrder, move.ToOrder, move.At, move.Actor, move.Reason, move.ShippingMinor, move.ShippingTaxMinor, move.Undoes,
            [.. lines[move.Id].Select(line => new MovedLine(line.FromLine, line.ToLine, line.Quantity))]));
    }
}
