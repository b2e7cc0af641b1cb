namespace Entrepot.Transport.Packing;

/// <summary>
/// What is still empty in a carton or container, as the list of its maximal empty cuboids: they overlap, and none lies
/// within another. Placing something cuts every cuboid it meets into the up to six that remain beside it.
/// </summary>
internal sealed class MaximalSpaces
{
    private Cuboid[] spaces = new Cuboid[32];
    private Cuboid[] cuts = new Cuboid[32];

    public int Count { get; private set; }

    public ref readonly Cuboid this[int index] => ref spaces[index];

    public void Reset(in Extent inner)
    {
        spaces[0] = new(0, 0, 0, inner.X, inner.Y, inner.Z);
        Count = 1;
    }

    public void CopyFrom(MaximalSpaces other)
    {
        if (spaces.Length < other.Count) spaces = new Cuboid[other.spaces.Length];
        Array.Copy(other.spaces, spaces, other.Count);
        Count = other.Count;
    }

    /// <summary>Forgets a space that nothing left fits into.</summary>
    public void RemoveAt(int index) => spaces[index] = spaces[--Count];

    /// <summary>Takes the block out of every space; remainders thinner than <paramref name="smallestSide"/> are of no use and dropped.</summary>
    public void Take(in Cuboid block, int smallestSide)
    {
        var cutCount = 0;
        for (var i = Count - 1; i >= 0; i--)
        {
            ref readonly var space = ref spaces[i];
            if (!space.Meets(block)) continue;

            if (cuts.Length < cutCount + 6) Array.Resize(ref cuts, cuts.Length * 2);
            if (block.X1 - space.X1 >= smallestSide) cuts[cutCount++] = space with { X2 = block.X1 };
            if (space.X2 - block.X2 >= smallestSide) cuts[cutCount++] = space with { X1 = block.X2 };
            if (block.Y1 - space.Y1 >= smallestSide) cuts[cutCount++] = space with { Y2 = block.Y1 };
            if (space.Y2 - block.Y2 >= smallestSide) cuts[cutCount++] = space with { Y1 = block.Y2 };
            if (block.Z1 - space.Z1 >= smallestSide) cuts[cutCount++] = space with { Z2 = block.Z1 };
            if (space.Z2 - block.Z2 >= smallestSide) cuts[cutCount++] = space with { Z1 = block.Z2 };
            RemoveAt(i);
        }

        var kept = Count; // A space that was not cut can swallow a cut, but a cut never swallows a space it did not come from.
        for (var i = 0; i < cutCount; i++)
            if (!IsWithinAnother(i, cutCount, kept)) Add(cuts[i]);
    }

    private bool IsWithinAnother(int cut, int cutCount, int kept)
    {
        ref readonly var space = ref cuts[cut];
        for (var i = 0; i < kept; i++)
            if (spaces[i].Contains(space)) return true;
        for (var i = 0; i < cutCount; i++)
            if (i != cut && cuts[i].Contains(space) && (i < cut || cuts[i] != space)) return true; // Of equals the first stays.
        return false;
    }

    private void Add(in Cuboid space)
    {
        if (Count == spaces.Length) Array.Resize(ref spaces, Count * 2);
        spaces[Count++] = space;
    }
}
