using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>The units that tariffs count in (<c>Rules/tariffs-units.tsv</c>), brought to those in which goods are known.</summary>
internal static partial class TariffUnits
{
    public const string Kilogram = "kg";
    public const string Piece = "piece";

    /// <summary>A piece of footwear or gloves is sold as a pair, so that pairs are as many as pieces.</summary>
    public const string Pair = "pair";

    private static readonly FrozenDictionary<string, Entry> Words = RuleFile.Rows(typeof(TariffUnits).Assembly, "tariffs-units.tsv")
        .ToFrozenDictionary(row => row[0], row => new Entry(row[1], RuleText.Number(row[2]), RuleText.Number(row[3])), StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the words name no unit. <c>kg on lead content</c> counts something that has that name.</summary>
    public static Entry? Find(string words)
    {
        if (Words.TryGetValue(words.Trim(), out var entry)) return entry;
        if (Qualified().Match(words.Trim()) is not { Success: true } match || !Words.TryGetValue(match.Groups["unit"].Value.Trim(), out entry)) return null;
        return entry with { Unit = $"{entry.Unit} {match.Groups["part"].Value}" };
    }

    /// <param name="Unit">The unit in which goods are known.</param>
    /// <param name="Units">So many of them make <paramref name="Of"/> of the tariff's: a dozen is 12 pieces, a gram 1 kg of 1,000.</param>
    internal readonly record struct Entry(string Unit, long Units, long Of);

    [GeneratedRegex(@"^(?<unit>[^,]+?),?(?<=[\s\d,])\s*(?<part>(on|of|including)\s.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Qualified();
}
