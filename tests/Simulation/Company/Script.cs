using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Simulation.Company;

/// <summary>Something that the world tells the company, until it has been acknowledged, and sometimes once more.</summary>
/// <param name="Times">So often it is told after the first acknowledgement, besides repeats because no answer came.</param>
internal abstract record Message(string Name, int Times);

internal sealed record OrderSent(IncomingOrder Order, int Times) : Message($"order {Order.ExternalNumber}", Times);

internal sealed record PiecesCancelled(IncomingCancellation Cancellation, int Times) : Message($"cancellation {Cancellation.Reference}", Times);

internal sealed record GoodsArrived(WarehouseId Warehouse, string Sku, long Quantity, string Cause, int Times) : Message(Cause, Times);

/// <summary>A person cancels the whole order, if it is there by then.</summary>
internal sealed record OrderCalledOff(string Number, int Times) : Message($"calling off {Number}", Times);

/// <summary>What the world will tell in this seed, in no order.</summary>
internal sealed class Script
{
    private static readonly string[] Codes = [.. Goods.Skus, "SET"];

    public Script(Random dice, DateTime now)
    {
        var orders = 2 + dice.Next(5);
        for (var i = 1; i <= orders; i++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"C-{i}");
            var lines = Enumerable.Range(0, 1 + dice.Next(2)).Select(at => (Codes[(dice.Next(Codes.Length - 1) + at) % Codes.Length], 1L + dice.Next(3))).DistinctBy(line => line.Item1).ToList();
            var order = Goods.AnOrder(number, now.AddMinutes(-dice.Next(600)), Goods.Places[dice.Next(Goods.Places.Length)], lines);
            Orders.Add(order);
            Messages.Add(new OrderSent(order, Repeats(dice)));
            if (dice.Next(5) == 0) Messages.Add(new PiecesCancelled(new($"cancel/{number}", number, now, [new("1", 1)]), Repeats(dice)));
            if (dice.Next(8) == 0) Messages.Add(new OrderCalledOff(number, Repeats(dice)));
        }

        foreach (var sku in Goods.Skus)
            foreach (var warehouse in new[] { Goods.Frankfurt, Goods.Shenzhen })
                if (dice.Next(4) > 0) Messages.Add(new GoodsArrived(warehouse, sku, 1 + dice.Next(12), $"receipt/{sku}/{warehouse.Value}", Repeats(dice)));
    }

    /// <summary>Every order that the channel sends, once each.</summary>
    public List<IncomingOrder> Orders { get; } = [];

    /// <summary>What still has to be told.</summary>
    public List<Message> Messages { get; } = [];

    /// <summary>Orders that were acknowledged to the channel: they may never be lost.</summary>
    public HashSet<string> Acknowledged { get; } = new(StringComparer.Ordinal);

    private static int Repeats(Random dice) => dice.Next(4) == 0 ? 1 + dice.Next(2) : 0;
}
