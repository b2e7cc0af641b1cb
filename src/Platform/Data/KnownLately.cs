using System.Collections.Concurrent;

namespace Entrepot.Platform.Data;

/// <summary>
/// What was looked up a moment ago and holds for a moment. Half-way one caller is told that nothing is known, looks it up
/// anew and remembers it, while the others go on with what there is: of a thousand calls a second one waits for the look-up,
/// and not all that come together when its time is over.
/// </summary>
/// <param name="life">No answer is older.</param>
public sealed class KnownLately<TKey, TValue>(TimeProvider clock, TimeSpan life) where TKey : notnull where TValue : class
{
    /// <summary>What is asked for within one life; beyond it everything is looked up anew.</summary>
    private const int KeysMax = 10_000;

    private readonly ConcurrentDictionary<TKey, Found> known = [];

    /// <summary>Null where the caller is to look it up.</summary>
    public TValue? Find(TKey key)
    {
        if (!known.TryGetValue(key, out var found)) return null;
        var age = clock.GetElapsedTime(found.At);
        if (age >= life || (age >= life / 2 && found.IsFirstToRenew())) return null;
        return found.Value;
    }

    public void Remember(TKey key, TValue value)
    {
        if (known.Count >= KeysMax) known.Clear();
        known[key] = new(clock.GetTimestamp(), value);
    }

    public void Forget(TKey key) => known.TryRemove(key, out _);

    public void Forget() => known.Clear();

    private sealed class Found(long at, TValue value)
    {
        private int isRenewed;

        public long At => at;
        public TValue Value => value;

        public bool IsFirstToRenew() => Interlocked.Exchange(ref isRenewed, 1) == 0;
    }
}
