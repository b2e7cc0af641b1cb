using Entrepot.Kernel;

namespace Entrepot.Unit;

/// <summary>What a sentence says in English, asked as of a text.</summary>
internal static class SentenceShould
{
    public static void ShouldBe(this Sentence? actual, string expected, string? because = null) => (actual?.ToString()).ShouldBe(expected, because);
    public static void ShouldContain(this Sentence actual, string expected) => actual.ToString().ShouldContain(expected);
    public static void ShouldNotContain(this Sentence actual, string unwanted) => actual.ToString().ShouldNotContain(unwanted);
    public static void ShouldStartWith(this Sentence actual, string expected) => actual.ToString().ShouldStartWith(expected);
    public static void ShouldEndWith(this Sentence actual, string expected) => actual.ToString().ShouldEndWith(expected);
    public static bool Contains(this Sentence actual, string expected) => actual.ToString().Contains(expected, StringComparison.Ordinal);
}
