using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Finds orders by what somebody typed: our number, the beginning of the shop's, or the beginnings of words of the buyer's name.</summary>
internal static class OrderSearch
{
    /// <summary>Sorts behind every key with the same beginning: the last code point.</summary>
    private const string Last = "\U0010FFFF";

    /// <summary>Ids of the orders that fit; each part of the union reads one range of an index.</summary>
    public static IQueryable<OrderId> Find(EntrepotDb db, string text)
    {
        var trimmed = text.Trim();
        var number = trimmed.ToUpperInvariant();
        var found = db.Set<Order>().Where(order => order.Number == number).Select(order => order.Id).Union(Beginning(db, SearchWords.OfNumber(trimmed)));

        var words = SearchWords.OfQuery(trimmed);
        if (words.Count == 0) return found;
        var named = Beginning(db, words[0]);
        foreach (var word in words.Skip(1))
        {
            var also = Beginning(db, word);
            named = named.Where(order => also.Contains(order));
        }

        return found.Union(named);
    }

    private static IQueryable<OrderId> Beginning(EntrepotDb db, string key)
    {
        var end = key + Last;
#pragma warning disable CA1309 // The database compares, by code points.
        return db.Set<OrderWord>().Where(word => string.Compare(word.Word, key) >= 0 && string.Compare(word.Word, end) < 0).Select(word => word.OrderId);
#pragma warning restore CA1309
    }
}
