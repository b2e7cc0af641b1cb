using System.Globalization;
using System.Text;
using Entrepot.Channels.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>The same buyer, the same goods, the same address: what makes two orders look like one.</summary>
internal static class Basket
{
    public static string Hash(IncomingOrder order)
    {
        var text = new StringBuilder(256);
        text.Append(order.BuyerId).Append('|').Append(order.ShipTo.Email).Append('|').Append(order.ShipTo.Name).Append('|').Append(order.ShipTo.Line1)
            .Append('|').Append(order.ShipTo.Postcode).Append('|').Append(order.ShipTo.Country);
        foreach (var line in order.Lines) text.Append('|').Append(line.Code).Append('*').Append(line.Quantity.ToString(CultureInfo.InvariantCulture));
        return Kernel.Hashing.Sha256(text.ToString().ToUpperInvariant())[..32];
    }
}

/// <summary>Baskets seen in the book and earlier in this batch.</summary>
internal sealed class Baskets
{
    private readonly Dictionary<string, List<(string Number, DateTime PlacedAt)>> byHash = new(StringComparer.Ordinal);

    public void Add(string hash, string number, DateTime placedAt)
    {
        if (!byHash.TryGetValue(hash, out var orders)) byHash[hash] = orders = [];
        orders.Add((number, placedAt));
    }

    /// <summary>The number of another order with this basket placed within <paramref name="window"/> of it; null for none.</summary>
    public string? FindDouble(string hash, string number, DateTime placedAt, TimeSpan window)
    {
        if (!byHash.TryGetValue(hash, out var orders)) return null;
        foreach (var other in orders)
            if ((other.PlacedAt - placedAt).Duration() <= window && IsBefore(other.Number, number)) return other.Number;
        return null;
    }

    /// <summary>Numbers grow a digit every now and then, and a shorter one is the earlier one.</summary>
    private static bool IsBefore(string one, string other) => one.Length == other.Length ? string.CompareOrdinal(one, other) < 0 : one.Length < other.Length;
}
