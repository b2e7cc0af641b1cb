using System.Globalization;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>The words of a description of goods, made comparable.</summary>
internal static class GoodsWords
{
    /// <summary>In lower case and without a plural ending; what is compared is cut the same way, so the form need not be English.</summary>
    public static string[] Of(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            words.Add(Singular(text[start..i].ToLower(CultureInfo.InvariantCulture)));
            start = -1;
        }

        return [.. words];
    }

    private static string Singular(string word)
    {
        if (word.Length < 4 || !word.EndsWith('s') || word.EndsWith("ss", StringComparison.Ordinal)) return word;
        return word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal)
            ? word[..^2]
            : word[..^1];
    }
}
