using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Journey.Changing;

/// <summary>Which orders may leave together.</summary>
internal static class MergeRules
{
    private static readonly IReadOnlyList<(DateOnly From, int Days)> Windows =
        [.. RuleFile.Rows(typeof(MergeRules).Assembly, "merging.tsv").Select(row => (DateOnly.ParseExact(row[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), int.Parse(row[1], CultureInfo.InvariantCulture)))];

    /// <summary>How far apart two orders may be placed.</summary>
    public static TimeSpan WindowOn(DateOnly day) => TimeSpan.FromDays(Windows.Where(window => window.From <= day).Select(window => window.Days).LastOrDefault());

    /// <returns>Why the second may not leave with the first; null where it may.</returns>
    public static Problem? Check(BookedOrder into, BookedOrder order, TimeSpan window)
    {
        var (one, other) = (into.Content, order.Content);
        if (into.Id == order.Id) return ChangeProblems.CannotMerge(order.Number, "it is the same order");
        if (into.Channel.Id != order.Channel.Id) return ChangeProblems.CannotMerge(order.Number, "it comes from another channel");
        if (one.Currency != other.Currency) return ChangeProblems.CannotMerge(order.Number, "it is paid in another currency");
        if (!IsSameBuyer(one, other)) return ChangeProblems.CannotMerge(order.Number, "it is of another buyer");
        if (Key(one.ShipTo) != Key(other.ShipTo)) return ChangeProblems.CannotMerge(order.Number, "it goes to another address");
        if (one.Incoterm != other.Incoterm || one.IossNumber != other.IossNumber || one.TaxCollectedByChannel != other.TaxCollectedByChannel) return ChangeProblems.CannotMerge(order.Number, "duty and tax are agreed differently");
        if (one.Payment != other.Payment) return ChangeProblems.CannotMerge(order.Number, "its payment stands differently");
        return (one.PlacedAt - other.PlacedAt).Duration() > window ? ChangeProblems.CannotMerge(order.Number, "it was placed too long before or after") : null;
    }

    /// <summary>By the channel's id of the buyer where both have one, else by the mail address, else by the name that the address holds anyway.</summary>
    private static bool IsSameBuyer(IncomingOrder one, IncomingOrder other)
    {
        if (one.BuyerId.Length > 0 && other.BuyerId.Length > 0) return one.BuyerId == other.BuyerId;
        return one.ShipTo.Email.Length == 0 || other.ShipTo.Email.Length == 0 || string.Equals(one.ShipTo.Email, other.ShipTo.Email, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where a parcel goes, whatever the case and the blanks.</summary>
    private static string Key(Address to) => string.Join('|', new[] { to.Name, to.Company, to.Line1, to.Line2, to.City, to.Province, to.Postcode, to.Country }.Select(part => string.Concat(part.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant()));
}
