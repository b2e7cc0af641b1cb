using System.Text;

namespace Entrepot.Bench;

/// <summary>Ways in which a listed name comes written on an order, each made from the listed name by a seeded sequence.</summary>
internal static class PartyVariants
{
    /// <summary>Shorter words are written right, or nobody could tell what they were.</summary>
    private const int TypoFrom = 5;

    public static readonly string[] Kinds = ["same", "swapped parts", "no middle name", "typo", "respelled", "typo and swapped", "Cyrillic"];

    /// <summary>Spellings of one sound in Latin letters, from many languages' transliterations.</summary>
    private static readonly (string From, string To)[] Respellings =
    [
        ("mohammed", "muhammad"), ("muhammad", "mohamed"), ("mohammad", "muhammed"), ("abdul ", "abd al-"), ("abd al-", "abdul "), ("hussein", "husayn"), ("husayn", "hussein"), ("yusuf", "youssef"), ("yousef", "yusuf"),
        ("kh", "h"), ("ov", "off"), ("ev", "eff"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("dj", "j"), ("q", "k"), ("ck", "k"), ("iy", "y"), ("ii", "iy"), ("yev", "ev"), ("tz", "ts"), ("sch", "sh"), ("ph", "f"), ("ai", "ay"), ("ei", "ey"), ("ya", "ia"), ("yu", "iu"), ("ss", "s"), ("ll", "l"), ("mm", "m"), ("dd", "d"), ("w", "v"), ("c", "k"), ("y", "i"), ("i", "y"),
    ];

    private static readonly string[] CyrillicCountries = ["RU", "UA", "BY", "KZ", "RS", "BG", "MK", "ME"];

    private static readonly (string Latin, string Cyrillic)[] ToCyrillic =
    [
        ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"), ("yo", "ё"), ("ye", "е"), ("a", "а"), ("b", "б"), ("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"), ("y", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"),
    ];

    /// <summary>The name written in the way named; null where it cannot be (a name of two words has no middle name).</summary>
    public static string? Of(string name, string kind, bool isPerson, string countries, Random chance) => kind switch
    {
        "same" => name.ToLowerInvariant(),
        "swapped parts" => Swap(name),
        "no middle name" => isPerson ? WithoutMiddle(name, chance) : null,
        "typo" => Typo(name, chance),
        "respelled" => Respell(name, chance),
        "typo and swapped" => Typo(name, chance) is { } wrong ? Swap(wrong) : null,
        "Cyrillic" => isPerson && countries.Split(';').Intersect(CyrillicCountries).Any() ? Cyrillic(name) : null,
        _ => throw new ArgumentException(kind),
    };

    /// <summary>SECHIN, Igor becomes Igor SECHIN; without a comma the last word comes first.</summary>
    private static string? Swap(string name)
    {
        var comma = name.IndexOf(", ", StringComparison.Ordinal);
        if (comma > 0) return name[(comma + 2)..] + " " + name[..comma];
        var last = name.LastIndexOf(' ');
        return last > 0 ? name[(last + 1)..] + " " + name[..last] : null;
    }

    /// <summary>What stands before a given name and is none: without the next word nobody is named.</summary>
    private static readonly HashSet<string> NoGivenName = new(["abd", "abdul", "abdel", "abu", "dr", "haji", "shaykh", "sheikh", "mullah", "maulavi", "umm", "sayyid", "el", "al"], StringComparer.Ordinal);

    private static string? WithoutMiddle(string name, Random chance)
    {
        var comma = name.IndexOf(", ", StringComparison.Ordinal);
        if (comma < 0) return null;
        var given = name[(comma + 2)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (given.Count < 2 || NoGivenName.Contains(given[0].Trim('.').ToLowerInvariant())) return null;
        given.RemoveAt(1 + chance.Next(given.Count - 1));
        return name[..comma] + ", " + string.Join(' ', given);
    }

    /// <summary>One letter left out, doubled, replaced, or swapped with its neighbour, in a word of at least five, after its first.</summary>
    private static string? Typo(string name, Random chance)
    {
        var words = name.Split(' ');
        var long_ = Enumerable.Range(0, words.Length).Where(i => words[i].Count(char.IsAsciiLetter) >= TypoFrom).ToArray();
        if (long_.Length == 0) return null;

        var at = long_[chance.Next(long_.Length)];
        var word = words[at];
        var place = 1 + chance.Next(word.Length - 2);
        if (!char.IsAsciiLetter(word[place]) || !char.IsAsciiLetter(word[place + 1])) place = 1;
        words[at] = chance.Next(4) switch
        {
            0 => word.Remove(place, 1),
            1 => word.Insert(place, word[place].ToString()),
            2 => word.Remove(place, 1).Insert(place, ((char)('a' + chance.Next(26))).ToString()),
            _ => string.Concat(word.AsSpan(0, place), word.AsSpan(place + 1, 1), word.AsSpan(place, 1), word.AsSpan(place + 2)),
        };
        return string.Join(' ', words);
    }

    /// <summary>One word of at least five letters is written as another language's transliteration has it.</summary>
    private static string? Respell(string name, Random chance)
    {
        var words = name.ToLowerInvariant().Split(' ');
        var fitting = Enumerable.Range(0, words.Length).Where(i => words[i].Length >= TypoFrom)
            .SelectMany(i => Respellings.Where(one => words[i].IndexOf(one.From, StringComparison.Ordinal) > 0).Select(one => (i, one))).ToArray();
        if (fitting.Length == 0) return null;
        var (at, (from, to)) = fitting[chance.Next(fitting.Length)];
        words[at] = words[at].Replace(from, to, StringComparison.Ordinal);
        return string.Join(' ', words);
    }

    private static string? Cyrillic(string name)
    {
        var text = new StringBuilder(name.ToLowerInvariant());
        foreach (var (latin, cyrillic) in ToCyrillic) text.Replace(latin, cyrillic);
        return text.ToString().Any(char.IsAsciiLetter) ? null : text.ToString();
    }
}
