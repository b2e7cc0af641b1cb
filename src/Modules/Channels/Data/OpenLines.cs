using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Data;

/// <summary>Turns stored orders into lines with what is left of them.</summary>
internal static class OpenLines
{
    public static async Task<List<OpenLine>> OfAsync(EntrepotDb db, IReadOnlyList<StoredOrder> orders, CancellationToken ct)
    {
        var cancelled = await CancellationSql.SumsAsync(db, orders.Select(order => order.Id), ct);
        var lines = new List<OpenLine>();
        foreach (var order in orders)
        {
            foreach (var line in order.Lines)
            {
                lines.Add(new()
                {
                    IncomingId = order.Id,
                    OrderId = order.OrderId,
                    ExternalNumber = order.ExternalNumber,
                    BuyerId = order.BuyerId,
                    PlacedAt = order.PlacedAt,
                    Line = line,
                    Remaining = line.Quantity - line.CancelledQuantity - cancelled.GetValueOrDefault((order.Id, line.ExternalLineId)),
                });
            }
        }

        return lines;
    }

    /// <summary>The lines of an order that has just come and is not stored yet.</summary>
    public static List<OpenLine> OfNew(long id, IncomingOrder order) => [.. order.Lines.Select(line => new OpenLine
    {
        IncomingId = id,
        OrderId = null,
        ExternalNumber = order.ExternalNumber,
        BuyerId = order.BuyerId,
        PlacedAt = order.PlacedAt,
        Line = line,
        Remaining = line.Quantity - line.CancelledQuantity,
    })];
}
