using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The language of a paper's printed words (<c>Rules/paper-words.tsv</c>).</summary>
public sealed class PaperLanguage
{
    private static readonly string[] Codes = ["zh-CN", "es", "ar"];

    private static readonly FrozenDictionary<string, PaperLanguage> All = Codes.Select((code, column) => new PaperLanguage(code, Words(column + 1))).ToFrozenDictionary(language => language.Code, StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, string> words;

    private PaperLanguage(string code, FrozenDictionary<string, string> words) => (Code, this.words) = (code, words);

    public static PaperLanguage English { get; } = new("en", FrozenDictionary<string, string>.Empty);

    public string Code { get; }

    public bool IsRightToLeft => Code == "ar";

    /// <summary>English for null, and for a language that has no papers.</summary>
    public static PaperLanguage Of(string? code) => code is not null && All.TryGetValue(code, out var language) ? language : English;

    /// <summary>The words in this language alone: for buyers and for the house.</summary>
    /// <exception cref="KeyNotFoundException">The words are not in the file.</exception>
    public string this[string english] => this == English ? english : words[english];

    /// <summary>With the English words behind them: for papers that officers of two countries read.</summary>
    public string Both(string english, string between = " / ") => this == English || words[english] == english ? english : words[english] + between + english;

    public string Fill(string english, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, this[english], values);

    public string FillBoth(string english, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, Both(english), values);

    private static FrozenDictionary<string, string> Words(int column) =>
        RuleFile.Rows(typeof(PaperLanguage).Assembly, "paper-words.tsv").ToFrozenDictionary(row => row[0], row => row[column], StringComparer.Ordinal);
}
