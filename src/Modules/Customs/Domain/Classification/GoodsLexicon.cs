using System.Collections.Frozen;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>Chinese words of goods and their English (<c>Rules/goods-words-zh.tsv</c>); at each place of a text the longest is taken.</summary>
internal sealed class GoodsLexicon
{
    private static readonly Lazy<GoodsLexicon> Read = new(() => new());

    public static GoodsLexicon Shared => Read.Value;

    private const char FirstHan = '\u3400';

    private readonly FrozenDictionary<string, string> english = RuleFile.Rows(typeof(GoodsLexicon).Assembly, "goods-words-zh.tsv")
        .SelectMany(row => row[0].Split(';').Select(word => (Word: word, English: row[1]))).ToFrozenDictionary(row => row.Word, row => row.English, StringComparer.Ordinal);

    private readonly int longest;

    private GoodsLexicon() => longest = english.Keys.Max(word => word.Length);

    /// <summary>The text with every known Chinese word in English; what is not known becomes a blank.</summary>
    public string Translate(string text)
    {
        if (!HasHan(text)) return text;

        var plain = new StringBuilder(text.Length * 4);
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(longest, text.Length - start);
            while (length > 0 && !english.ContainsKey(text.Substring(start, length))) length--;
            if (length > 0) plain.Append(' ').Append(english[text.Substring(start, length)]).Append(' ');
            else plain.Append(text[start] < FirstHan ? text[start] : ' ');
            start += Math.Max(1, length);
        }

        return plain.ToString();
    }

    private static bool HasHan(string text)
    {
        foreach (var letter in text)
            if (letter >= FirstHan) return true;
        return false;
    }
}
