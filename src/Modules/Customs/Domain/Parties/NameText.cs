using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>One word of a name after normalising.</summary>
/// <param name="Skeleton">Its consonants, spelled one way: Mohammed, Muhammad and محمد share one.</param>
/// <param name="ConsonantsOnly">It came from a script that does not write short vowels, so only the skeleton can be compared.</param>
internal readonly record struct NameWord(string Text, string Skeleton, bool ConsonantsOnly);

/// <summary>Turns a name into comparable words: case, marks, scripts, punctuation, legal forms and particles are evened out.</summary>
internal sealed class NameText
{
    /// <summary>Longer names are cut: no person has so many words, and the work per name must have a limit.</summary>
    public const int WordsMax = 12;

    /// <summary>Legal forms and titles of so many letters are known by their consonants or with one letter wrong, too: kompany, Limitd.</summary>
    private const int MisspeltFrom = 6;

    private readonly FrozenDictionary<char, (string Latin, bool IsArabic)> letters;
    private readonly FrozenSet<string> ignored;
    private readonly FrozenSet<string> joining;
    private readonly string[] longIgnored;
    private readonly FrozenSet<string> common;

    public NameText()
    {
        var assembly = typeof(NameText).Assembly;
        letters = RuleFile.Rows(assembly, "transliteration.tsv")
            .ToFrozenDictionary(row => row[0][0], row => (row[1] == RuleText.None ? "" : row[1], row[2] == "arabic"));
        var words = RuleFile.Rows(assembly, "party-words.tsv");
        ignored = words.Where(row => row[1] != "join").Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal);
        longIgnored = [.. ignored.Where(word => word.Length >= MisspeltFrom)];
        joining = words.Where(row => row[1] == "join").Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal);
        common = RuleFile.Rows(assembly, "common-names.tsv").Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Whether many people of the world have the word in their name, however few of the listed ones do.</summary>
    public bool IsCommon(string word) => common.Contains(word);

    /// <param name="joins">Whether a word that belongs to the next one is put together with it.</param>
    public List<NameWord> Words(string name, bool joins = true)
    {
        var words = new List<NameWord>(4);
        var word = new StringBuilder(24);
        var isArabic = false;
        string? before = null;
        foreach (var letter in name.IsNormalized(NormalizationForm.FormD) ? name : name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter)) word.Append(char.ToLowerInvariant(letter));
            else if (letters.TryGetValue(char.ToLowerInvariant(letter), out var latin))
            {
                word.Append(latin.Latin);
                isArabic |= latin.IsArabic;
            }
            else if (IsInsideWord(letter)) continue;
            else if (char.IsLetterOrDigit(letter)) word.Append(char.ToLowerInvariant(letter));
            else End();
        }

        End();
        if (before is not null) Add(before, false);
        return words;

        void End()
        {
            if (word.Length == 0) return;
            var (text, arabic) = (word.ToString(), isArabic);
            word.Clear();
            isArabic = false;
            if (arabic && text.Length > 4 && text.StartsWith("al", StringComparison.Ordinal)) text = text[2..]; // Arabic writes the article as one with its word.
            if (before is not null && ignored.Contains(text)) return; // Abd al-Rahman: the article goes, the rest is one word.
            if (joins && before is null && (joining.Contains(text) || IsAbdul(text))) { before = text; return; }
            Add(before is null ? text : "abd" + text, arabic);
            before = null;
        }

        void Add(string text, bool consonantsOnly)
        {
            // Initials and single digits tell nobody apart.
            if (text.Length < 2 || words.Count == WordsMax || ignored.Contains(text)) return;
            var skeleton = Skeleton(text);
            if (IsNearlyIgnored(text, skeleton)) return;
            // A word said twice says no more: Becerra Becerra.
            foreach (var known in words)
                if (known.Text == text) return;
            words.Add(new NameWord(text, skeleton, consonantsOnly));
        }
    }

    /// <summary>Abdul, Abdel, Abdoul, Abbdul, Adul.</summary>
    private static bool IsAbdul(string text) => text.Length is > 3 and < 8 && text[0] == 'a' && (Spelling.Changes(text, "abdul", 1) <= 1 || Skeleton(text) == "abdl");

    /// <summary>
    /// The word with letters that transliterations exchange written one way: y as i, w as v, c and q as k, z as s, ph as f,
    /// kh as h, and doubled letters once. Diaz and Dyas, Wei and Wey are alike.
    /// </summary>
    public static string Fold(string word)
    {
        Span<char> folded = stackalloc char[Math.Min(word.Length, 64)];
        var length = 0;
        for (var i = 0; i < word.Length && length < folded.Length; i++)
        {
            var next = i + 1 < word.Length ? word[i + 1] : '\0';
            var letter = word[i] switch
            {
                'y' => 'i',
                'w' => 'v',
                'q' => 'k',
                'c' when next != 'h' => 'k',
                'z' => 's',
                'p' when next == 'h' => 'f',
                'k' when next == 'h' => 'h',
                'h' when i > 0 && word[i - 1] == 'p' => 'f',
                'o' when next == 'u' => 'u',
                var other => other,
            };
            if (length == 0 || folded[length - 1] != letter) folded[length++] = letter;
        }

        if (length > 3 && folded[length - 1] == 'f' && folded[length - 2] is 'o' or 'e') folded[length - 1] = 'v'; // Ivanoff, Ivanov
        return folded[..length].ToString();
    }

    private bool IsNearlyIgnored(string text, string skeleton)
    {
        if (text.Length < MisspeltFrom - 1) return false;
        foreach (var word in longIgnored)
            if (Math.Abs(word.Length - text.Length) <= 1 && Skeleton(word[..1]) == skeleton[..Math.Min(1, skeleton.Length)] && ((skeleton.Length >= 4 && Skeleton(word) == skeleton) || Spelling.Changes(text, word, 1) <= 1)) return true;
        return false;
    }

    /// <summary>Marks over letters, apostrophes and full stops do not end a word: O'Brien, S.A.</summary>
    private static bool IsInsideWord(char letter) =>
        letter is '\'' or '\u2019' or '\u02BC' or '`' or '.' || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    /// <summary>
    /// Consonants in order, doubled ones once, and those that spellings mix up written one way. That a word begins with a
    /// vowel stays visible, whichever it is: Ibrahim and Ebrahim are alike, Ahmed and Hamid are not.
    /// </summary>
    public static string Skeleton(string word)
    {
        Span<char> skeleton = stackalloc char[Math.Min(word.Length, 64)];
        var length = 0;
        if (word[0] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y') skeleton[length++] = 'a';
        for (var i = 0; i < word.Length && length < skeleton.Length; i++)
        {
            var next = i + 1 < word.Length ? word[i + 1] : '\0';
            var letter = word[i] switch
            {
                'w' when i == 0 => 'w', // Inside a word it is written for a vowel: Dawood, Daoud.
                'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'w' => '\0',
                'k' when next == 'h' => 'h', // Khamid, Hamid
                'h' when i > 0 && word[i - 1] is 'k' => '\0',
                'h' when i > 0 && word[i - 1] is 'g' or 'd' or 't' or 'p' => '\0',
                's' when next == 'c' && i + 2 < word.Length && word[i + 2] == 'h' => '\0', // Schmidt, Shmidt
                'c' when i > 0 && word[i - 1] == 's' && next == 'h' => 's',
                'd' when next == 'j' || (next == 'z' && i + 2 < word.Length && word[i + 2] == 'h') => '\0', // Djibril, Dzhibril, Jibril
                'z' when next == 'h' => 'j',
                'h' when i > 0 && word[i - 1] == 'z' => '\0',
                't' when next == 'z' => 't',
                'z' => 's',
                'p' when next == 'h' => 'f',
                'q' => 'k',
                'c' when next != 'h' => 'k',
                'v' => 'f',
                var other => other,
            };
            if (letter != '\0' && (length == 0 || skeleton[length - 1] != letter)) skeleton[length++] = letter;
        }

        return skeleton[..length].ToString();
    }
}
