using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Platform.Ui;

/// <summary>
/// The words of the current language. The key is the English sentence itself; what a language lacks is shown in English.
/// <c>L["Goods|nav"]</c> gives a word that means two things its context; untranslated it shows what stands before the bar.
/// </summary>
public sealed class Text(Words words)
{
    private static readonly FrozenSet<string> Acronyms =
        FrozenSet.Create("api", "asn", "cusma", "dap", "ddp", "ean", "eori", "eu", "gb", "gpsr", "gtin", "hs", "iban", "id", "ioss", "moq", "rma", "sku", "uk", "us", "usmca", "vat", "voec");

    private static string Language => CultureInfo.CurrentUICulture.Name;

    public string this[string key] => words.Find(Language, key)?.Text ?? InEnglish(Spoken(key), Spoken(key));

    /// <summary>
    /// The sentence with its values. Whole numbers are grouped; the first whole number decides the plural form where
    /// the translation has forms.
    /// </summary>
    public string this[string key, params object?[] values]
    {
        get
        {
            if (words.Find(Language, key) is not { } word) return Untranslated(Spoken(key), values);

            return string.Format(WordFormat.Instance, FirstCount(values) is { } count ? word.For(Language, count) : word.Text, values);
        }
    }

    /// <summary>A reason in the reader's language: its words translated, then the values put in, those that are sentences themselves translated too.</summary>
    /// <remarks>Words from outside, such as the message of a company's rule, are translated where they are words of ours: the rules that a company begins with.</remarks>
    public string this[Sentence sentence] => sentence switch
    {
        { Values.Count: 0 } => this[sentence.Template],
        { Template: "{0}", Values: [string outside] } when words.Find(Language, outside) is { } known => known.Text,
        _ => this[sentence.Template, [.. sentence.Values.Select(value => value is Sentence nested ? this[nested] : value)]],
    };

    /// <summary>
    /// A sentence that depends on a count, <c>{0}</c>: <c>L.Plural(n, "{0} order", "{0} orders")</c>.
    /// Translations stand under the second key, with a form per CLDR category.
    /// </summary>
    public string Plural(long count, string one, string other, params object?[] more)
    {
        return words.Find(Language, other) is { } word
            ? string.Format(WordFormat.Instance, word.For(Language, count), [count, .. more])
            : Untranslated(Spoken(Plurals.Category("en", count) == "one" ? one : other), [count, .. more]);
    }

    /// <summary>
    /// The same sentence in every form that the language has, by CLDR category, for a script that counts only in the browser: <c>{0}</c> stands in it still.
    /// </summary>
    public IReadOnlyDictionary<string, string> Forms(string one, string other)
    {
        if (words.Find(Language, other) is not { } word) return new Dictionary<string, string> { ["one"] = Spoken(one), ["other"] = Spoken(other) };
        return word.Forms.Count > 0 ? word.Forms : new Dictionary<string, string> { ["other"] = word.Text };
    }

    /// <summary>A member of an enum in words: <c>PartlyRefunded</c> is "Partly refunded", translated.</summary>
    public string OfEnum(Enum value) => this[Kernel.Spoken.Of(value.ToString())];

    /// <summary>A code such as <c>orders.not_on_hold</c> or <c>landed-cost</c> in words: its translation, or the code made readable.</summary>
    public string OfCode(string code)
    {
        if (words.Find(Language, code) is { } word) return word.Text;

        var parts = code[(code.LastIndexOf('.') + 1)..].Split('_', '-').Select(part => Acronyms.Contains(part) ? part.ToUpperInvariant() : part);
        var bare = string.Join(' ', parts);
        return bare.Length == 0 ? code : this[char.ToUpperInvariant(bare[0]) + bare[1..]];
    }

    /// <summary>A code that begins with a country or a union, such as <c>us-informal</c>: its translation, or <c>US informal</c>.</summary>
    public string OfPlaceCode(string code)
    {
        if (words.Find(Language, code) is { } word) return word.Text;

        var parts = code.Split('-').Select((part, i) => i == 0 || Acronyms.Contains(part) ? part.ToUpperInvariant() : part);
        return InEnglish(code, string.Join(' ', parts));
    }

    /// <summary>What a refusal says: its message translated, else what the language says for its code under <c>code|message</c>, else in English.</summary>
    public string OfProblem(Problem problem) =>
        words.Find(Language, problem.Message.Template) is null && words.Find(Language, problem.Code + "|message") is { } word ? word.Text : this[problem.Message];

    private static string Untranslated(string template, object?[] values) =>
        InEnglish(template, string.Format(WordFormat.Instance, IsRightToLeft ? ArabicSigns(template) : template, values));

    /// <summary>English among Arabic runs from left to right by itself; without the marks its full stop would stand before it. What only joins values, "{0}: {1}", has no words.</summary>
    private static string InEnglish(string template, string sentence) => IsRightToLeft && HasWords(template) ? $"\u2066{sentence}\u2069" : sentence;

    private static string ArabicSigns(string template) => HasWords(template) ? template : template.Replace(',', '،').Replace(';', '؛');

    private static bool HasWords(string template) => template.Any(char.IsAsciiLetter);

    private static bool IsRightToLeft => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft;

    private static string Spoken(string key) => key.LastIndexOf('|') is > 0 and var bar ? key[..bar] : key;

    private static long? FirstCount(object?[] values)
    {
        foreach (var value in values)
            if (value is int or long or short) return Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return null;
    }
}
