using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>Goods with their code, to learn from.</summary>
/// <param name="Weight">How much it counts: what people declared is 1, the words of the nomenclature less.</param>
internal sealed record GoodsExample(string Description, string HsCode, float Weight);

/// <summary>
/// Learns a <see cref="GoodsModel"/>: one multinomial logistic regression per node of the tree, by stochastic gradient
/// descent on the log loss with AdaGrad steps (each weight's step is divided by the root of its own summed squared
/// gradients, so that rare features learn as fast as common ones).
/// </summary>
/// <remarks>
/// Only differences between the children of a node count, so each feature's weights are moved until their median is zero;
/// those then near zero are left out, which takes nine of ten away at a cost of less than a per cent of the answers. Nodes are learnt
/// beside each other, each with its own seeded sequence: the same files give the same model.
/// </remarks>
internal static class GoodsTraining
{
    private const int Rounds = 6;
    private const float Pace = 0.5f;
    private const float PriorPace = 0.15f;
    private const float Shrink = 1e-5f;

    /// <summary>Weights nearer to the median are not kept.</summary>
    private const float KeptFrom = 0.6f;

    public static GoodsModel Learn(IReadOnlyList<GoodsExample> examples, double temperature, string source)
    {
        var goods = examples.Select(example => new Learnt(GoodsFeatures.Of(example.Description).All, HsDigits.Of(example.HsCode).First(6).ToString(), example.Weight)).Where(one => one.Features.Count > 0).ToArray();
        var below = goods.Select(one => one with { Features = one.Features.FindAll(feature => !feature.IsForRootOnly) }).ToArray();
        var work = new List<(string Prefix, Learnt[] Goods)> { ("", goods) };
        foreach (var digits in new[] { 2, 4 })
            work.AddRange(below.GroupBy(one => one.HsCode[..digits], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.ToArray())));

        var nodes = new GoodsNode[work.Count];
        Parallel.For(0, nodes.Length, i => nodes[i] = Node(work[i].Prefix, work[i].Goods));
        return new GoodsModel(nodes, temperature, source);
    }

    private static GoodsNode Node(string prefix, Learnt[] goods)
    {
        var children = goods.Select(one => Child(one, prefix)).Distinct().Order().ToArray();
        var target = goods.Select(one => Array.BinarySearch(children, Child(one, prefix))).ToArray();
        var count = children.Length;
        var (priors, priorSquares) = (new float[count], new float[count]);
        var rows = new Dictionary<uint, Row>();
        if (count == 1) return Pack(prefix, children, priors, rows);

        var order = Enumerable.Range(0, goods.Length).ToArray();
        var chance = Chance.Seeded(prefix.Length == 0 ? 0 : int.Parse(prefix, System.Globalization.CultureInfo.InvariantCulture));
        var scores = new double[count];
        for (var round = 0; round < Rounds; round++)
        {
            chance.Shuffle(order);
            foreach (var at in order) Step(goods[at], target[at], priors, priorSquares, rows, scores);
        }

        return Pack(prefix, children, priors, rows);
    }

    /// <summary>One step down the gradient of <c>−log p(target)</c>, which is <c>(p_i − [i = target])·x_f</c> for each weight.</summary>
    private static void Step(Learnt goods, int target, float[] priors, float[] priorSquares, Dictionary<uint, Row> rows, double[] scores)
    {
        for (var i = 0; i < scores.Length; i++) scores[i] = priors[i];
        foreach (var feature in goods.Features)
        {
            if (!rows.TryGetValue(feature.Key, out var row)) rows[feature.Key] = row = new(new float[scores.Length], new float[scores.Length]);
            for (var i = 0; i < scores.Length; i++) scores[i] += row.Weights[i] * feature.Value;
        }

        GoodsNode.Softmax(scores, 1);
        scores[target] -= 1;
        for (var i = 0; i < scores.Length; i++)
        {
            var slope = (float)scores[i] * goods.Weight;
            scores[i] = slope;
            priorSquares[i] += slope * slope;
            priors[i] -= PriorPace * slope / MathF.Sqrt(priorSquares[i] + 1e-6f);
        }

        foreach (var feature in goods.Features)
        {
            var (weights, squares) = rows[feature.Key];
            for (var i = 0; i < weights.Length; i++)
            {
                var slope = ((float)scores[i] * feature.Value) + (Shrink * weights[i] * goods.Weight);
                if (slope is > -1e-4f and < 1e-4f) continue;
                squares[i] += slope * slope;
                weights[i] -= Pace * slope / MathF.Sqrt(squares[i] + 1e-6f);
            }
        }
    }

    private static GoodsNode Pack(string prefix, byte[] children, float[] priors, Dictionary<uint, Row> rows)
    {
        var (kept, places, weights) = (new Dictionary<uint, (int, int)>(), new List<byte>(), new List<sbyte>());
        foreach (var (feature, row) in rows.OrderBy(row => row.Key))
        {
            var from = places.Count;
            var median = row.Weights.Order().ElementAt(row.Weights.Length / 2);
            for (var i = 0; i < row.Weights.Length; i++)
            {
                if (MathF.Abs(row.Weights[i] - median) < KeptFrom) continue;
                places.Add((byte)i);
                weights.Add(Steps(row.Weights[i] - median));
            }

            if (places.Count > from) kept[feature] = (from, places.Count);
        }

        return new GoodsNode(prefix, children, [.. priors.Select(Steps)], kept, [.. places], [.. weights]);
    }

    private static sbyte Steps(float weight) => (sbyte)Math.Clamp(MathF.Round(weight / GoodsNode.Step), sbyte.MinValue, sbyte.MaxValue);

    private static byte Child(Learnt one, string prefix) => byte.Parse(one.HsCode.AsSpan(prefix.Length, 2), System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Learnt(List<GoodsFeature> Features, string HsCode, float Weight);

    private readonly record struct Row(float[] Weights, float[] Squares);
}
