using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;

namespace Entrepot.Kernel;

/// <summary>
/// A reason in English whose values still stand apart from its words, so that a screen can say it in its reader's language
/// and write money and days as that language does. Written as an interpolated string: <c>Sentence why = $"Above {limit}."</c>.
/// </summary>
/// <remarks>
/// The compiler calls the constructor, <see cref="AppendLiteral"/> and <see cref="AppendFormatted{T}"/>; nobody else does.
/// A hole keeps money, figures, per cents, days, countries, whole numbers, decimals, words of an enum and sentences as what they are and everything else as text;
/// a number with a format is text. Words that come from outside stand in a hole (<c>$"{answer}"</c>), never alone, and of
/// two sentences to choose from one says that it is one (<c>x ? (Sentence)"…" : $"…"</c>): otherwise C# makes text of
/// both first. A test reads the compiled code for either, and for a translation of every sentence.
/// </remarks>
[InterpolatedStringHandler, JsonConverter(typeof(SentenceJson))]
public sealed class Sentence : IEquatable<Sentence>
{
    public static readonly Sentence Empty = new("", []);

    private readonly string?[] words;
    private readonly object[] values;
    private string? template;
    private int count;

    public Sentence(int literalLength, int formattedCount)
    {
        _ = literalLength; // The compiler's signature; the words are constants and are not copied.
        words = new string?[formattedCount + 1];
        values = formattedCount == 0 ? [] : new object[formattedCount];
    }

    internal Sentence(string template, object[] values) => (words, this.template, this.values, count) = ([], template, values, values.Length);

    /// <summary>The English words with <c>{0}</c>, <c>{1}</c> … for the values: what translations are found by.</summary>
    public string Template => template ??= values.Length == 0 ? words[0] ?? "" : Assemble();

    /// <summary>Text, <c>long</c>, <c>decimal</c>, <see cref="Money"/>, <see cref="Figure"/>, <see cref="Percentage"/>, <see cref="DateOnly"/>, <see cref="CountryName"/> or <see cref="Sentence"/>.</summary>
    public IReadOnlyList<object> Values => values;

    public bool IsEmpty => values.Length == 0 && Template.Length == 0;

    /// <summary>Words of our own; what comes from outside stands in a hole: <c>$"{answer}"</c>.</summary>
    public static implicit operator Sentence(string words) => OfRule(words);

    /// <summary>Words that stand in a file of rules of ours: translations know them too.</summary>
    public static Sentence OfRule(string words) => words.Length == 0 ? Empty : new(words, []);

    /// <summary>Several one after another, each in the reader's language.</summary>
    public static Sentence Join(string separator, IReadOnlyList<Sentence> sentences)
    {
        if (sentences.Count == 0) return Empty;
        if (sentences.Count == 1) return sentences[0];

        var places = Enumerable.Range(0, sentences.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{{i}}}"));
        return new(string.Join(Escaped(separator), places), [.. sentences]);
    }

    public void AppendLiteral(string value) => words[count] += value;

    public void AppendFormatted<T>(T value, string? format = null) => values[count++] = Keep(value, format);

    /// <summary>The same sentence without its amounts, for who may not see them.</summary>
    public Sentence WithoutAmounts(string veil) => values.Length == 0 ? this : new(Template, Array.ConvertAll(values, value => value switch
    {
        Money or Figure => veil,
        Sentence part => part.WithoutAmounts(veil),
        _ => value,
    }));

    /// <summary>The sentence in English, for the API, logs and the command line.</summary>
    public override string ToString() => values.Length == 0 ? Template : string.Format(CultureInfo.InvariantCulture, Template, Array.ConvertAll<object, object>(values, English));

    /// <summary>Sentences are equal when they say the same in English.</summary>
    public bool Equals(Sentence? other) => other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as Sentence);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Sentence? a, Sentence? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Sentence? a, Sentence? b) => !(a == b);

    private static object Keep<T>(T value, string? format) => value switch
    {
        null => "",
        string or Money or Figure or Percentage or DateOnly or CountryName or Sentence => value,
        int number when format is null => (long)number,
        long number when format is null => number,
        decimal number when format is null => number,
        Enum => EnumWords<T>.Of(value),
        IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string English(object value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private string Assemble()
    {
        var text = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            text.Append(Escaped(words[i] ?? ""));
            if (i < values.Length) text.Append('{').Append(i).Append('}');
        }

        return text.ToString();
    }

    private static string Escaped(string words) => words.AsSpan().IndexOfAny('{', '}') < 0 ? words : words.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>The members of an enum in words, split once: <c>PartlyRefunded</c> is "Partly refunded".</summary>
    private static class EnumWords<T>
    {
        private static readonly FrozenDictionary<string, Sentence> ByName = Enum.GetNames(typeof(T)).ToFrozenDictionary(name => name, name => OfRule(Spoken.Of(name)));

        public static object Of(T value)
        {
            var name = value?.ToString() ?? "";
            return ByName.TryGetValue(name, out var words) ? words : name;
        }
    }
}

/// <summary>A country to be named in the reader's language; in English by its short name of ISO 3166-1.</summary>
public readonly record struct CountryName(string Code)
{
    public override string ToString() => Countries.Name(Code);
}

/// <summary>Names of code as words.</summary>
public static class Spoken
{
    /// <summary><c>PartlyRefunded</c> as "Partly refunded".</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append(' ').Append(char.ToLowerInvariant(letter));
            else text.Append(letter);
        }

        return text.ToString();
    }
}
