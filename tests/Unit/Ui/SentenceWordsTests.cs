using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

/// <summary>Reasons for holds and refusals and the words of traces keep their values apart, so that they can be translated.</summary>
public sealed class SentenceWordsTests
{
    private static readonly Lazy<Dictionary<string, CompiledSentences>> Found = new(() =>
        AllModules.List().Select(module => module.GetType().Assembly).Append(typeof(Sentence).Assembly).Append(typeof(Words).Assembly)
            .ToDictionary(assembly => assembly.GetName().Name!, CompiledSentences.Of));

    public static TheoryData<string> Assemblies() => [.. Found.Value.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_text_becomes_a_sentence_unseen(string assembly) =>
        Found.Value[assembly].TextMadeSentence.ShouldBeEmpty("say $\"{text}\" where the words come from outside, and (Sentence)\"…\" in a choice of two");
}
