using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>
/// Finds orders by what somebody typed: our number or its end, the shop's number or any part of it, words of the buyer's
/// name or any part of it. Beginnings are read from ranges of an index; parts are looked for in an index of nothing but
/// these texts, a fifth of a microsecond each.
/// </summary>
internal static class OrderSearch
{
    /// <summary>Sorts behind every key with the same beginning: the last code point.</summary>
    private const string Last = "\U0010FFFF";

    private const string Ours = "SO-";

    /// <summary>The digits of our numbers while there are fewer than ten million.</summary>
    private const int DigitsMax = 7;

    /// <summary>Ids of the orders that fit, by beginnings and by parts.</summary>
    public static IQueryable<OrderId> Find(EntrepotDb db, string text)
    {
        var found = Beginnings(db, text);
        return text.Trim() is { Length: >= TextParts.ShortestPart } part ? found.Union(Parts(db, db.Set<Order>(), part).Select(order => order.Id)) : found;
    }

    /// <summary>Ids of the orders that fit by how a number or word begins; each part of the union reads one range of an index.</summary>
    public static IQueryable<OrderId> Beginnings(EntrepotDb db, string text)
    {
        var trimmed = text.Trim();
        var number = OurNumber(trimmed);
        var found = db.Set<Order>().Where(order => order.Number == number).Select(order => order.Id).Union(Beginning(db, SearchWords.OfNumber(trimmed)));
        if (number.StartsWith(Ours, StringComparison.Ordinal) && number.Length < Ours.Length + DigitsMax && number[Ours.Length..].All(char.IsAsciiDigit)) found = found.Union(Between(db, number.PadRight(Ours.Length + DigitsMax, '0'), number.PadRight(Ours.Length + DigitsMax, '9')));
        return SearchWords.OfQuery(trimmed).Count == 0 ? found : found.Union(Named(db, trimmed));
    }

    /// <summary>Ids of the orders whose buyer's name has words that begin as the words of the text, of which there must be one.</summary>
    public static IQueryable<OrderId> Named(EntrepotDb db, string text)
    {
        var words = SearchWords.OfQuery(text);
        var named = Beginning(db, words[0]);
        foreach (var word in words.Skip(1))
        {
            var also = Beginning(db, word);
            named = named.Where(order => also.Contains(order));
        }

        return named;
    }

    /// <summary>What was typed as one of our numbers: SO-0000042 is found by 42 too.</summary>
    public static string OurNumber(string text) =>
        text.Length is > 0 and <= DigitsMax && text.All(char.IsAsciiDigit) ? Ours + text.PadLeft(DigitsMax, '0') : text.ToUpperInvariant();

    /// <summary>Those of the orders whose shop's number or buyer holds the text.</summary>
    public static IQueryable<Order> Parts(EntrepotDb db, IQueryable<Order> orders, string text) =>
        db.Holding(orders, text, order => order.ExternalNumber, order => order.BuyerName);

    /// <summary>Numbers of one length, which every order of letters sorts alike.</summary>
    private static IQueryable<OrderId> Between(EntrepotDb db, string first, string last) =>
#pragma warning disable CA1309 // The database compares.
        db.Set<Order>().Where(order => string.Compare(order.Number, first) >= 0 && string.Compare(order.Number, last) <= 0).Select(order => order.Id);
#pragma warning restore CA1309

    private static IQueryable<OrderId> Beginning(EntrepotDb db, string key)
    {
        var end = key + Last;
#pragma warning disable CA1309 // The database compares, by code points.
        return db.Set<OrderWord>().Where(word => string.Compare(word.Word, key) >= 0 && string.Compare(word.Word, end) < 0).Select(word => word.OrderId);
#pragma warning restore CA1309
    }
}
