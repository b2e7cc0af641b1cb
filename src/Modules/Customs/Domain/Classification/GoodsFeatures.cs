using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>One feature of a description.</summary>
/// <param name="Key">32-bit FNV-1a hash of the feature's kind and text; what the model knows it by.</param>
/// <param name="Value">Weight in the description, whose weights have length one together.</param>
/// <param name="Word">The word it came from, counted from 0, to say later which words decided.</param>
internal readonly record struct GoodsFeature(uint Key, float Value, int Word, bool IsForRootOnly);

/// <summary>
/// What a description of goods looks like to the model: its words, its head word (Christmas napkins are napkins), its pairs
/// of neighbouring words, and the pieces of 3 to 5 letters of each word, which see through abbreviations and misspellings (<c>cond</c>, <c>condit</c>, <c>conditioner</c>).
/// </summary>
/// <remarks>
/// A feature that occurs <c>n</c> times under a kind of weight <c>k</c> has the value <c>k·√n</c>; the vector is then divided
/// by its Euclidean length, so that long and short descriptions weigh the same. Pieces of 3 and 5 letters are used at the
/// root of the tree only: below it they cost more than they bring.
/// </remarks>
internal sealed class GoodsFeatures
{
    private const float WordWeight = 1f;
    private const float HeadWeight = 0.71f;
    private const float PairWeight = 0.46f;
    private const float PieceWeight = 0.15f;
    private const int PieceMin = 3;
    private const int PieceMax = 5;

    /// <summary>The pieces that are used below the root, too.</summary>
    private const int PieceEverywhere = 4;

    /// <summary>No description needs more words; the work per row must have a limit.</summary>
    public const int WordsMax = 40;

    private GoodsFeatures(List<string> words, List<GoodsFeature> features) => (Words, All) = (words, features);

    public List<string> Words { get; }
    public List<GoodsFeature> All { get; }

    public static GoodsFeatures Of(string text)
    {
        var words = GoodsText.Words(text);
        if (words.Count > WordsMax) words.RemoveRange(WordsMax, words.Count - WordsMax);

        var counts = new Dictionary<(uint Key, float Weight), (int Count, int Word, bool Root)>();
        if (GoodsText.Head(text) is { Length: > 0 } head) Count('h', head, HeadWeight, Math.Max(0, words.LastIndexOf(head)), false);
        for (var i = 0; i < words.Count; i++)
        {
            Count('w', words[i], WordWeight, i, false);
            if (i + 1 < words.Count) Count('b', words[i] + "_" + words[i + 1], PairWeight, i, false);
            var framed = string.Concat("^", words[i], "$");
            for (var length = PieceMin; length <= PieceMax; length++)
                for (var start = 0; start + length <= framed.Length; start++) Count('c', framed.AsSpan(start, length), PieceWeight, i, length != PieceEverywhere);
        }

        double square = 0;
        foreach (var (feature, count) in counts) square += feature.Weight * feature.Weight * count.Count;
        var length2 = Math.Sqrt(square);
        var features = new List<GoodsFeature>(counts.Count);
        foreach (var (feature, count) in counts) features.Add(new(feature.Key, (float)(feature.Weight * Math.Sqrt(count.Count) / length2), count.Word, count.Root));
        return new(words, features);

        void Count(char kind, ReadOnlySpan<char> piece, float weight, int word, bool root)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, (Hash(kind, piece), weight), out var exists);
            known = exists ? (known.Count + 1, known.Word, known.Root) : (1, word, root);
        }
    }

    private static uint Hash(char kind, ReadOnlySpan<char> text)
    {
        var hash = (2166136261u ^ kind) * 16777619u;
        foreach (var letter in text) hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}

/// <summary>Brings descriptions of goods to plain English words: lower case, no marks, no figures, singular, without words that say nothing.</summary>
internal static class GoodsText
{
    /// <summary>Words of grammar, of packing and of trade that say nothing of what goods are.</summary>
    private static readonly HashSet<string> Empty = new(
        "of and or the for with in to a an by on from other than not whether like no nor as at it their that which be is are being use used including kind type thereof but x misc miscellaneous various assorted nes nesoi".Split(' '), StringComparer.Ordinal);

    /// <summary>Words that end in s though they are one.</summary>
    private static readonly HashSet<string> Singulars = new(["christmas", "canvas", "lens", "atlas", "always"], StringComparer.Ordinal);

    /// <summary>What follows one of these says more about the goods, but no longer which they are.</summary>
    private static readonly string[] HeadEnds = [",", "(", ";", ":", "/", " - ", " of ", " for ", " with ", " in "];

    /// <summary>The last word of the first phrase, which names the goods in English; empty where there is none.</summary>
    public static string Head(string text)
    {
        var plain = GoodsLexicon.Shared.Translate(text).ToLowerInvariant();
        var end = HeadEnds.Select(sign => plain.IndexOf(sign, StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(plain.Length).Min();
        return Words(plain[..end]) is [.., var last] ? last : "";
    }

    public static List<string> Words(string text)
    {
        var plain = GoodsLexicon.Shared.Translate(text).Normalize(NormalizationForm.FormKD);
        var words = new List<string>();
        var word = new StringBuilder(16);
        foreach (var letter in plain)
        {
            var low = char.ToLowerInvariant(letter);
            if (low is >= 'a' and <= 'z') word.Append(low);
            else if (word.Length == 1 && (letter == '-' || (letter == ' ' && word[0] == 't'))) continue; // T-shirt, t shirt, X-ray: one word.
            else if (letter is not ('\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) End();
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 1 && Singular(word.ToString()) is var known && !Empty.Contains(known)) words.Add(known);
            word.Clear();
        }
    }

    /// <summary>English plurals as the goods' names have them: boxes, berries, shirts; not glass, lens or asparagus.</summary>
    private static string Singular(string word)
    {
        if (word.Length < 4 || Singulars.Contains(word) || word[^1] != 's' || word[^2] is 's' or 'u' or 'i') return word;
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        return word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("zes", StringComparison.Ordinal)
            ? word[..^2]
            : word[..^1];
    }
}
