namespace Entrepot.Customs.Domain.Classification;

/// <summary>
/// One choice in the tree of codes: among the chapters, among the headings of a chapter, or among the subheadings of a
/// heading. The probability of a child is the softmax of a linear score, <c>p(i) ∝ exp((b_i + Σ_f w_fi·x_f) / T)</c>.
/// </summary>
/// <param name="prefix">The digits above the choice: none, two or four.</param>
/// <param name="children">The next two digits of each child.</param>
/// <param name="priors">b, in sixteenths.</param>
/// <param name="rows">Per feature where its weights begin and end.</param>
/// <param name="places">Children that a weight is for.</param>
/// <param name="weights">w, in sixteenths: finer steps change no answer.</param>
internal sealed class GoodsNode(string prefix, byte[] children, sbyte[] priors, Dictionary<uint, (int From, int To)> rows, byte[] places, sbyte[] weights)
{
    /// <summary>Weights and priors are kept in steps of a sixteenth.</summary>
    public const float Step = 1 / 16f;

    public string Prefix => prefix;
    public byte[] Children => children;
    public sbyte[] Priors => priors;
    public Dictionary<uint, (int From, int To)> Rows => rows;
    public byte[] Places => places;
    public sbyte[] Weights => weights;

    /// <summary>The probability of each child; together one.</summary>
    public double[] Choose(List<GoodsFeature> features, double temperature)
    {
        var scores = new double[children.Length];
        if (scores.Length == 1) return [1];
        for (var i = 0; i < scores.Length; i++) scores[i] = priors[i] * Step;
        foreach (var feature in features)
        {
            if (!rows.TryGetValue(feature.Key, out var row)) continue;
            for (var at = row.From; at < row.To; at++) scores[places[at]] += weights[at] * Step * feature.Value;
        }

        return Softmax(scores, temperature);
    }

    /// <summary>How much a feature speaks for a child rather than for the choice as a whole.</summary>
    public double Speaks(GoodsFeature feature, int child)
    {
        if (!rows.TryGetValue(feature.Key, out var row)) return 0;
        for (var at = row.From; at < row.To; at++)
            if (places[at] == child) return weights[at] * Step * feature.Value;
        return 0;
    }

    public static double[] Softmax(double[] scores, double temperature)
    {
        var (most, all) = (scores.Max(), 0d);
        for (var i = 0; i < scores.Length; i++) all += scores[i] = Math.Exp((scores[i] - most) / temperature);
        for (var i = 0; i < scores.Length; i++) scores[i] /= all;
        return scores;
    }
}
