using Entrepot.Channels.Domain.Importing;

namespace Entrepot.Channels.Domain.MadeUp;

/// <summary>Numbers that look drawn by lot and are the same for the same key, in every process and version.</summary>
internal struct Draw(string key)
{
    private ulong state = KeyRuns.Hash(key);

    /// <summary>From 0 up to, but without, <paramref name="below"/>. SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public int Below(int below)
    {
        state = unchecked(state + 0x9E3779B97F4A7C15UL);
        var mixed = state;
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }

    public T From<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
