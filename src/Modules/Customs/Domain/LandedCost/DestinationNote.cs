using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Something known to be missing for a destination and time; said in answers and refusals it bears on.</summary>
internal sealed record DestinationNote(string Destination, DateOnly From, DateOnly To, Sentence Text)
{
    public static IReadOnlyList<DestinationNote> Read() =>
        [.. RuleFile.Rows(typeof(DestinationNote).Assembly, "notes.tsv").Select(row => new DestinationNote(row[0], RuleText.Day(row[1]), RuleText.LastDay(row[2]), Sentence.OfRule(row[3])))];
}

/// <summary>An anti-dumping or countervailing duty known of, whose rate depends on the exporter: a person decides.</summary>
internal sealed record TradeRemedy(string Destination, HsDigits[] Hs, string[] Origins, DateOnly From, DateOnly To, string Source)
{
    public static IReadOnlyList<TradeRemedy> Read() =>
        [.. RuleFile.Rows(typeof(TradeRemedy).Assembly, "trade-remedies.tsv").Select(row => new TradeRemedy(
            row[0], [.. row[1].Split(',').Select(HsDigits.Of)], row[2].Split(','), RuleText.Day(row[3]), RuleText.LastDay(row[4]), RuleText.Cited(row[6], row[5])))];

    public bool Names(HsDigits hs, string origin, DateOnly on) =>
        From <= on && on <= To && Array.IndexOf(Origins, origin) >= 0 && (hs.StartsWithAny(Hs) || Array.Exists(Hs, named => named.StartsWith(hs)));
}

/// <summary>Goods that bear excise duty, whose rates are not carried (<c>Rules/excise.tsv</c>): never quoted without it.</summary>
internal sealed record ExciseGoods(string Destination, HsDigits[] Hs, DateOnly From, DateOnly To, string Source)
{
    public static IReadOnlyList<ExciseGoods> Read() =>
        [.. RuleFile.Rows(typeof(ExciseGoods).Assembly, "excise.tsv").Select(row => new ExciseGoods(
            row[0], [.. row[1].Split(',').Select(HsDigits.Of)], RuleText.Day(row[2]), RuleText.LastDay(row[3]), RuleText.Cited(row[5], row[4])))];

    public bool Names(string territory, HsDigits hs, DateOnly on) => From <= on && on <= To && (Destination == "*" || Destination == territory) && hs.StartsWithAny(Hs);
}
