namespace Entrepot.Customs.Domain.Classification;

/// <summary>How well a classifier does on goods it has not seen.</summary>
/// <param name="Goods">How many were asked.</param>
/// <param name="Digits">2, 4 and 6.</param>
/// <param name="First">Share of goods whose code's first digits are those of the first suggestion.</param>
/// <param name="FirstFive">Share where they are among the first five different ones.</param>
internal sealed record GoodsScore(int Goods, int Digits, double First, double FirstFive);

/// <summary>Measures suggestions, and chooses the temperature that makes their chances come true.</summary>
internal static class GoodsMeasure
{
    /// <summary>A suggestion of four digits has the chance of all its subheadings together; so many codes are added up.</summary>
    private const int Codes = 400;

    public static IReadOnlyList<GoodsScore> Score(IReadOnlyList<GoodsExample> goods, Func<string, int, IReadOnlyList<CodeChance>> suggest)
    {
        var (first, five) = (new int[3], new int[3]);
        foreach (var one in goods)
        {
            var found = suggest(one.Description, Codes);
            for (var level = 0; level < 3; level++)
            {
                var digits = 2 + (2 * level);
                var best = found.GroupBy(code => code.HsCode[..digits], StringComparer.Ordinal).Select(group => (group.Key, Chance: group.Sum(code => code.Chance))).OrderByDescending(group => group.Chance).Take(5).ToList();
                var place = best.FindIndex(group => one.HsCode.StartsWith(group.Key, StringComparison.Ordinal));
                if (place == 0) first[level]++;
                if (place >= 0) five[level]++;
            }
        }

        return [.. Enumerable.Range(0, 3).Select(level => new GoodsScore(goods.Count, 2 + (2 * level), first[level] / (double)goods.Count, five[level] / (double)goods.Count))];
    }

    /// <summary>
    /// Expected calibration error of the first suggestion: goods are put into ten bins by the chance claimed, and the
    /// distances between claimed and true share are averaged, weighted by the bins' sizes.
    /// </summary>
    public static double CalibrationError(IReadOnlyList<GoodsExample> goods, Func<string, int, IReadOnlyList<CodeChance>> suggest)
    {
        var bins = new (int Count, double Claimed, int True)[10];
        foreach (var one in goods)
        {
            if (suggest(one.Description, 1) is not [var best, ..]) continue;
            ref var bin = ref bins[Math.Min(9, (int)(best.Chance * 10))];
            bin = (bin.Count + 1, bin.Claimed + best.Chance, bin.True + (best.HsCode == one.HsCode ? 1 : 0));
        }

        return bins.Sum(bin => Math.Abs(bin.Claimed - bin.True)) / Math.Max(1, bins.Sum(bin => bin.Count));
    }
}
