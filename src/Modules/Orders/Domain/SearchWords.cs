using System.Globalization;
using System.Text;

namespace Entrepot.Orders.Domain;

/// <summary>
/// The keys that an order is found by, each from its beginning: the words of its buyer's name and the shop's number.
/// Case and marks over letters make no difference.
/// </summary>
internal static class SearchWords
{
    /// <summary>Names are cut here: nobody searches for a thirteenth word.</summary>
    private const int WordsMax = 12;

    private const int KeyCharsMax = 64;

    /// <summary>Stands before numbers, so that names and numbers are not mixed up; no word holds it.</summary>
    private const char NumberMark = '#';

    public static IEnumerable<string> Of(string buyerName, string externalNumber) => OfName(buyerName).Append(OfNumber(externalNumber));

    public static string OfNumber(string number) => Cut(NumberMark + number.ToLowerInvariant());

    /// <summary>Distinct words. Of a name in a script without spaces each ending is one, so that its middle is found too: 王小明, 小明, 明.</summary>
    public static IReadOnlyCollection<string> OfName(string name)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Split(name))
        {
            words.Add(Cut(word));
            for (var i = 1; i < word.Length && words.Count < WordsMax && IsWrittenWithoutSpaces(word[i]); i++) words.Add(Cut(word[i..]));
            if (words.Count >= WordsMax) break;
        }

        return words;
    }

    /// <summary>The words of what somebody typed, each of which a name must hold.</summary>
    public static IReadOnlyList<string> OfQuery(string text) => [.. Split(text).Take(WordsMax).Select(Cut)];

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder(24);
        foreach (var letter in text.IsNormalized(NormalizationForm.FormKD) ? text : text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(letter)) word.Append(char.ToLowerInvariant(letter));
            else if (!IsInsideWord(letter) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0) yield return word.ToString();
    }

    /// <summary>Marks over letters and apostrophes do not end a word: José, O'Brien.</summary>
    private static bool IsInsideWord(char letter) =>
        letter is '\'' or '\u2019' || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    /// <summary>Han, kana, and the scripts of South East Asia between Thai and Khmer.</summary>
    private static bool IsWrittenWithoutSpaces(char letter) =>
        letter is (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF');

    /// <summary>Never between the two halves of one character: a database takes no half.</summary>
    private static string Cut(string key) => key.Length <= KeyCharsMax ? key : key[..(char.IsHighSurrogate(key[KeyCharsMax - 1]) ? KeyCharsMax - 1 : KeyCharsMax)];
}
