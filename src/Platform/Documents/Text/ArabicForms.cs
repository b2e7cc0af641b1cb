using System.Collections.Frozen;

namespace Entrepot.Platform.Documents.Text;

/// <summary>
/// Joins Arabic, Persian and Urdu letters: each takes its isolated, final, initial or medial form from the presentation
/// forms of Unicode (blocks FB50 and FE70), and lam with alef becomes one ligature. Vowel marks, which readers do without,
/// are not drawn.
/// </summary>
internal static class ArabicForms
{
    private const char Lam = '\u0644', Tatweel = '\u0640', ZeroWidthJoiner = '\u200D';

    /// <summary>
    /// Letter and its isolated form; the final form follows it, and behind that the initial and the medial form where the
    /// letter also joins to the next one (marked +).
    /// </summary>
    private const string Table =
        "0622 FE81 0623 FE83 0624 FE85 0625 FE87 0626+FE89 0627 FE8D 0628+FE8F 0629 FE93 062A+FE95 062B+FE99 062C+FE9D 062D+FEA1 062E+FEA5 062F FEA9 "
        + "0630 FEAB 0631 FEAD 0632 FEAF 0633+FEB1 0634+FEB5 0635+FEB9 0636+FEBD 0637+FEC1 0638+FEC5 0639+FEC9 063A+FECD 0641+FED1 0642+FED5 0643+FED9 "
        + "0644+FEDD 0645+FEE1 0646+FEE5 0647+FEE9 0648 FEED 0649 FEEF 064A+FEF1 "
        + "067E+FB56 0686+FB7A 0698 FB8A 06A9+FB8E 06AF+FB92 06CC+FBFC 0679+FB66 0688 FB88 0691 FB8C 06BA FB9E 06C1+FBA6 06BE+FBAA 06D2 FBAE ";

    private static readonly FrozenDictionary<char, (char Isolated, bool JoinsNext)> Letters = Enumerable.Range(0, Table.Length / 10)
        .Select(i => Table.Substring(i * 10, 10))
        .ToFrozenDictionary(entry => (char)Convert.ToInt32(entry[..4], 16), entry => ((char)Convert.ToInt32(entry[5..9], 16), entry[4] == '+'));

    private static readonly FrozenDictionary<char, char> LamAlef = new Dictionary<char, char>
    {
        ['\u0622'] = '\uFEF5',
        ['\u0623'] = '\uFEF7',
        ['\u0625'] = '\uFEF9',
        ['\u0627'] = '\uFEFB',
    }.ToFrozenDictionary();

    /// <summary>Vowel marks and other signs above and below letters.</summary>
    public static bool IsMark(char c) => c is (>= '\u064B' and <= '\u065F') or '\u0670' or (>= '\u0610' and <= '\u061A') or (>= '\u06D6' and <= '\u06ED' and not '\u06DD');

    /// <summary>The form of the character at a place, and how many UTF-16 units it stands for.</summary>
    public static (char Form, int Length) At(string text, int i)
    {
        if (!Letters.TryGetValue(text[i], out var letter)) return (text[i], 1);

        var fromPrevious = Neighbour(text, i, -1) is var before and >= 0 && JoinsNext(text[before]);
        var next = Neighbour(text, i, +1);
        if (text[i] == Lam && next >= 0 && LamAlef.TryGetValue(text[next], out var ligature))
            return ((char)(ligature + (fromPrevious ? 1 : 0)), next - i + 1);

        var toNext = letter.JoinsNext && next >= 0 && (Letters.ContainsKey(text[next]) || text[next] is Tatweel or ZeroWidthJoiner);
        return ((char)(letter.Isolated + (toNext ? 2 : 0) + (fromPrevious ? 1 : 0)), 1);
    }

    private static bool JoinsNext(char c) => c is Tatweel or ZeroWidthJoiner || (Letters.TryGetValue(c, out var letter) && letter.JoinsNext);

    /// <summary>The next character in a direction that is no mark, or -1.</summary>
    private static int Neighbour(string text, int i, int step)
    {
        for (i += step; i >= 0 && i < text.Length; i += step)
            if (!IsMark(text[i])) return i;
        return -1;
    }
}
