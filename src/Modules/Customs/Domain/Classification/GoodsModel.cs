using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>A code with its probability, and the words of the description that speak for it, the strongest first.</summary>
internal readonly record struct CodeChance(string HsCode, double Chance);

/// <summary>
/// A tree of linear choices over the Harmonized System: the chance of a code is that of its chapter, times that of its
/// heading among the chapter's, times that of its subheading among the heading's. Learnt by <see cref="GoodsTraining"/>;
/// what ships was learnt as <c>docs/how-to/classify-goods.md</c> tells.
/// </summary>
internal sealed class GoodsModel
{
    private static readonly Lazy<GoodsModel> Built = new(() => GoodsModelFile.Read(RuleFile.Open(typeof(GoodsModel).Assembly, "goods-model.br")));

    public static GoodsModel Shared => Built.Value;

    /// <summary>Chapters and headings less likely than these are not looked into: together they hold a few per cent.</summary>
    private const double ChapterMin = 0.002;
    private const double HeadingMin = 0.0004;

    private readonly Dictionary<string, GoodsNode> nodes;

    /// <param name="temperature">Divides the scores before they become chances; chosen on goods kept apart so that the chances come true.</param>
    public GoodsModel(IEnumerable<GoodsNode> nodes, double temperature, string source)
    {
        this.nodes = nodes.ToDictionary(node => node.Prefix, StringComparer.Ordinal);
        Temperature = temperature;
        Source = source;
    }

    public double Temperature { get; }

    /// <summary>What it was learnt from, for the reader of an answer.</summary>
    public string Source { get; }

    public IEnumerable<GoodsNode> Nodes => nodes.Values;

    /// <summary>Codes of six digits by falling chance; none where no feature of the description is known.</summary>
    public List<CodeChance> Suggest(GoodsFeatures goods, int most)
    {
        var found = new List<CodeChance>();
        var root = nodes[""];
        if (!goods.All.Exists(feature => root.Rows.ContainsKey(feature.Key))) return found;

        var lower = goods.All.FindAll(feature => !feature.IsForRootOnly);
        foreach (var (chapter, inChapter) in Children(root, goods.All, 1, ChapterMin))
            foreach (var (heading, inHeading) in Children(nodes[chapter], lower, inChapter, HeadingMin))
                foreach (var (code, chance) in Children(nodes[heading], lower, inHeading, 0)) found.Add(new(code, chance));
        found.Sort(static (a, b) => b.Chance != a.Chance ? b.Chance.CompareTo(a.Chance) : string.CompareOrdinal(a.HsCode, b.HsCode));
        if (found.Count > most) found.RemoveRange(most, found.Count - most);
        return found;
    }

    /// <summary>The words that speak most for a code along its way down the tree, at most three.</summary>
    public List<string> Words(GoodsFeatures goods, string hsCode)
    {
        var speaks = new double[goods.Words.Count];
        for (var digits = 0; digits <= 4; digits += 2)
        {
            if (!nodes.TryGetValue(hsCode[..digits], out var node)) break;
            var child = Array.IndexOf(node.Children, byte.Parse(hsCode.AsSpan(digits, 2), CultureInfo.InvariantCulture));
            if (child < 0) break;
            foreach (var feature in goods.All)
                if (digits == 0 || !feature.IsForRootOnly) speaks[feature.Word] += node.Speaks(feature, child);
        }

        return [.. Enumerable.Range(0, speaks.Length).Where(i => speaks[i] > 0.3).OrderByDescending(i => speaks[i]).Select(i => goods.Words[i]).Distinct(StringComparer.Ordinal).Take(3)];
    }

    private List<(string Code, double Chance)> Children(GoodsNode node, List<GoodsFeature> features, double chance, double least)
    {
        var chosen = node.Choose(features, Temperature);
        var likely = new List<(string, double)>(4);
        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i] * chance >= least) likely.Add((string.Create(CultureInfo.InvariantCulture, $"{node.Prefix}{node.Children[i]:00}"), chosen[i] * chance));
        return likely;
    }
}
