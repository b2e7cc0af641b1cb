using System.Collections.Concurrent;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>
/// All listed names as an immutable index of words. A word's weight says how few listed parties have it, so that a rare
/// surname counts for more than Maria; most ordinary names end after the look-up of a word that no listed name has.
/// </summary>
internal sealed class PartyIndex
{
    /// <summary>Words with the same consonants may differ by so many vowels: Muhammad, Mohamed.</summary>
    private const int VowelChangesMax = 3;

    /// <summary>How alike two spellings are that differ only by letters which transliterations exchange.</summary>
    private const double FoldedAlike = 0.95;

    /// <summary>A letter wrong costs a little less than its share of the word.</summary>
    private const double ChangeCost = 0.8;

    /// <summary>Answers kept for words asked before: first names and surnames come back all day. Some 10 MB when full.</summary>
    private const int AnswersMax = 65_536;

    private readonly Dictionary<string, int> byText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byTextSpan;
    private readonly Dictionary<string, List<int>> bySkeleton = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byFold = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byDeletion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> byDeletionSpan;
    private readonly List<IndexedWord> words = [];
    private readonly ConcurrentDictionary<NameWord, (int Word, double Alike)[]> answers = [];

    public PartyIndex(IEnumerable<ListedName> listed, NameText text, ScreeningSettings settings, string version)
    {
        Version = version;
        byTextSpan = byText.GetAlternateLookup<ReadOnlySpan<char>>();
        byDeletionSpan = byDeletion.GetAlternateLookup<ReadOnlySpan<char>>();
        var names = new List<IndexedName>();
        var entries = new HashSet<(string, string)>();
        foreach (var name in listed)
        {
            var ids = text.Words(name.Name).Select(word => Word(word, names.Count, name)).Distinct().ToArray();
            if (ids.Length == 0) continue;
            names.Add(new IndexedName(name, ids, Middle(name, ids, text)));
            entries.Add((name.List, name.EntryId));
        }

        Names = [.. names];
        var population = Math.Max(entries.Count, settings.RarityEntriesMin);
        UnknownWeight = Weight(population, 0);
        foreach (var word in words)
            word.Weight = text.IsCommon(word.Text) ? Math.Min(settings.CommonWordWeight, Weight(population, word.Entries)) : Weight(population, word.Entries);
        foreach (var name in Names) name.Weight = name.Words.Sum(word => words[word].Weight);
    }

    /// <summary>
    /// Which words of a person's name are middle names, which people leave out: those after the first given name where the
    /// list writes the surname and a comma first, otherwise those between the first and the last.
    /// </summary>
    private bool[] Middle(ListedName name, int[] ids, NameText text)
    {
        var middle = new bool[ids.Length];
        if (name.Kind is not ("individual" or "party") || ids.Length < 3) return middle;

        var comma = name.Name.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            if (name.Kind == "individual") for (var i = 1; i < ids.Length - 1; i++) middle[i] = true;
            return middle;
        }

        var family = text.Words(name.Name[..comma]).Count;
        for (var i = family + 1; i < ids.Length; i++) middle[i] = true;
        return middle;
    }

    public string Version { get; }
    public IndexedName[] Names { get; }
    public double UnknownWeight { get; }

    public IndexedWord this[int word] => words[word];

    /// <summary>Listed words that a word may stand for, with how alike they are from 0 to 1.</summary>
    public (int Word, double Alike)[] Find(NameWord word)
    {
        if (answers.TryGetValue(word, out var known)) return known;

        var found = new List<(int, double)>();
        Find(word, found);
        if (answers.Count < AnswersMax) answers[word] = [.. found];
        return [.. found];
    }

    private void Find(NameWord word, List<(int Word, double Alike)> found)
    {
        if (!word.ConsonantsOnly && byText.TryGetValue(word.Text, out var same)) found.Add((same, 1));

        if (!word.ConsonantsOnly && word.Text.Length >= 3 && byFold.TryGetValue(NameText.Fold(word.Text), out var folded))
            foreach (var other in folded)
                if (IsNew(found, other)) found.Add((other, FoldedAlike));

        // Spelled with other vowels, or in a script that leaves them out. Two consonants alone are too few to go by.
        if (word.Skeleton.Length >= 3 && bySkeleton.TryGetValue(word.Skeleton, out var alike))
            foreach (var other in alike)
                if (IsNew(found, other) && AlikeByConsonants(word, words[other].Text) is > 0 and var likeness) found.Add((other, likeness));

        if (!word.ConsonantsOnly && word.Text.Length >= 4) FindMisspelled(word.Text, found);
    }

    private void FindMisspelled(string text, List<(int Word, double Alike)> found)
    {
        // A change of one letter leaves the two words with a shorter form in common.
        AddIfClose(byDeletionSpan, text, text, found);
        Span<char> shorter = stackalloc char[text.Length - 1];
        for (var i = 0; i < text.Length; i++)
        {
            text.AsSpan(0, i).CopyTo(shorter);
            text.AsSpan(i + 1).CopyTo(shorter[i..]);
            if (byTextSpan.TryGetValue(shorter, out var word)) AddIfClose(word, text, found);
            AddIfClose(byDeletionSpan, shorter, text, found);
        }
    }

    private void AddIfClose(Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> lookup, ReadOnlySpan<char> key, string text, List<(int Word, double Alike)> found)
    {
        if (!lookup.TryGetValue(key, out var candidates)) return;
        foreach (var word in candidates) AddIfClose(word, text, found);
    }

    private void AddIfClose(int word, string text, List<(int Word, double Alike)> found)
    {
        if (!IsNew(found, word)) return;
        var limit = Spelling.ChangesAllowed(Math.Min(text.Length, words[word].Text.Length));
        var changes = Spelling.Changes(text, words[word].Text, limit);
        if (changes > limit) return;

        // People misspell the middle of a word; another first letter is more often another name: Fernando, Hernando.
        var otherStart = text[0] == words[word].Text[0] || (text[0] == 'l' && text.AsSpan(1).SequenceEqual(words[word].Text)) ? 0 : 0.15; // A-Lrays is Al-Rays.
        found.Add((word, 1 - (ChangeCost * changes / Math.Max(text.Length, words[word].Text.Length)) - otherStart));
    }

    /// <summary>Vowels count little, but not for nothing: Hassan and Husayn are two names.</summary>
    private static double AlikeByConsonants(NameWord word, string listed)
    {
        if (word.ConsonantsOnly) return 0.85;
        var changes = Spelling.Changes(word.Text, listed, VowelChangesMax);
        return changes > VowelChangesMax ? 0 : 1 - (0.6 * changes / Math.Max(word.Text.Length, listed.Length));
    }

    private static bool IsNew(List<(int Word, double Alike)> found, int word)
    {
        foreach (var (known, _) in found)
            if (known == word) return false;
        return true;
    }

    private int Word(NameWord word, int name, ListedName listed)
    {
        if (!byText.TryGetValue(word.Text, out var id))
        {
            id = byText[word.Text] = words.Count;
            words.Add(new IndexedWord(word.Text));
            if (word.Text.Length >= 3) Put(byFold, NameText.Fold(word.Text), id);
            if (word.Skeleton.Length >= 3) Put(bySkeleton, word.Skeleton, id);
            if (word.Text.Length >= 4)
                for (var i = 0; i < word.Text.Length; i++) Put(byDeletion, word.Text.Remove(i, 1), id);
        }

        words[id].Add(name, listed);
        return id;
    }

    private static void Put(Dictionary<string, List<int>> index, string key, int id)
    {
        if (!index.TryGetValue(key, out var list)) index[key] = list = new List<int>(1);
        if (list.Count == 0 || list[^1] != id) list.Add(id);
    }

    private static double Weight(int entries, int having) => 1 + Math.Log((double)(entries + 1) / (having + 1));
}

internal sealed class IndexedWord(string text)
{
    public string Text => text;

    private ListedName? last;

    /// <summary>Places of the names that have the word, rising.</summary>
    public List<int> Names { get; } = new(1);

    /// <summary>Listed parties that have the word in a name. Thirty aliases of one man do not make his surname common.</summary>
    public int Entries { get; private set; }
    public double Weight { get; set; }

    /// <summary>Names of one party come one after the other, or nearly so.</summary>
    public void Add(int name, ListedName listed)
    {
        if (Names.Count > 0 && Names[^1] == name) return;
        Names.Add(name);
        if (last is null || last.EntryId != listed.EntryId || last.List != listed.List) Entries++;
        last = listed;
    }
}

/// <param name="middle">Of each word, whether it is a middle name.</param>
internal sealed class IndexedName(ListedName listed, int[] words, bool[] middle)
{
    public bool[] Middle => middle;
    public ListedName Listed => listed;
    public int[] Words => words;
    public double Weight { get; set; }
}
