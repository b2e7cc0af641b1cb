namespace Entrepot.Sandbox.Shops;

/// <summary>Drawing from lists by a repeatable sequence.</summary>
internal static class Drawing
{
    public static T Of<T>(this Random chance, IReadOnlyList<T> list) => list[chance.Next(list.Count)];

    /// <summary>One of the keys, as often as its weight says.</summary>
    public static T OfWeighted<T>(this Random chance, IReadOnlyList<KeyValuePair<T, int>> weights)
    {
        var left = chance.Next(weights.Sum(weight => weight.Value));
        foreach (var (key, weight) in weights)
            if ((left -= weight) < 0) return key;
        throw new InvalidOperationException("The weights do not add up.");
    }
}
