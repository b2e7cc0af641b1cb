namespace Entrepot.Customs.Domain.Parties;

/// <summary>How alike two words are spelled.</summary>
internal static class Spelling
{
    /// <summary>Longer words are compared by their beginning.</summary>
    private const int LengthMax = 48;

    /// <summary>Changes that a word of this length may have and still be taken for the same.</summary>
    public static int ChangesAllowed(int length) => length switch { < 4 => 0, < 8 => 1, _ => 2 };

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (Damerau–Levenshtein,
    /// each place changed once), or <paramref name="limit"/> + 1 when it takes more.
    /// </summary>
    public static int Changes(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (a.Length > LengthMax) a = a[..LengthMax];
        if (b.Length > LengthMax) b = b[..LengthMax];
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;

        Span<int> beforeLast = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = row[0];
            for (var j = 1; j <= b.Length; j++)
            {
                var changes = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) changes = Math.Min(changes, beforeLast[j - 2] + 1);
                row[j] = changes;
                best = Math.Min(best, changes);
            }

            if (best > limit) return limit + 1;
            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }

        return Math.Min(last[b.Length], limit + 1);
    }
}
