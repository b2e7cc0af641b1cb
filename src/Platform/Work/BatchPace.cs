namespace Entrepot.Platform.Work;

/// <summary>
/// How many items of a kind work in the background takes at once while somebody waits for the machine or its writer: as many
/// as are done in the blink of an eye, by what the last ones took.
/// </summary>
public sealed class BatchPace
{
    /// <summary>A caller who meets such a batch does not notice; half of it is what any batch costs, however small.</summary>
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(15);

    /// <summary>Fewer would cost more in transactions than in work; more are no small batch.</summary>
    private const int FewMin = 8;
    private const int FewMax = 64;

    private int few = FewMax / 2;

    public int Few => Volatile.Read(ref few);

    /// <summary>Tells what a batch took, from its turn to its commit. A larger batch says what one item costs, too.</summary>
    public void Took(int items, TimeSpan time)
    {
        if (items >= Few || time > Blink) Volatile.Write(ref few, (int)Math.Clamp(items * (Blink / time), FewMin, FewMax));
    }
}
