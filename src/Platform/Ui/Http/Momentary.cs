using System.Collections.Concurrent;

namespace Entrepot.Platform.Ui;

/// <summary>Numbers that many open pages ask for at once, read once per key and kept for a few seconds. A reading serves others too, so it must not end with one request's cancellation.</summary>
public sealed class Momentary<TKey, TValue>(TimeProvider clock, TimeSpan life) where TKey : notnull
{
    // Companies × languages × sources in use at one moment; beyond it everything is forgotten and read anew.
    private const int MostKeys = 10_000;

    private readonly ConcurrentDictionary<TKey, (long At, Task<TValue> Value)> kept = new();

    public Task<TValue> GetAsync(TKey key, Func<Task<TValue>> read)
    {
        if (kept.TryGetValue(key, out var found) && clock.GetElapsedTime(found.At) < life && !found.Value.IsFaulted && !found.Value.IsCanceled) return found.Value;
        if (kept.Count >= MostKeys) kept.Clear();

        var value = read();
        kept[key] = (clock.GetTimestamp(), value);
        return value;
    }
}
