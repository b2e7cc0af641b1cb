namespace Entrepot.Architecture;

/// <summary>A rule of the house, with plantings that show what it reports and what it leaves alone.</summary>
/// <param name="Sentence">What holds, as a person would say it.</param>
/// <param name="Check">Answers with every place that breaks the rule.</param>
internal sealed record Rule(string Sentence, Func<SourceTree, IEnumerable<string>> Check)
{
    /// <summary>Each of them alone must be reported: a rule that reports nothing would hold of anything.</summary>
    public required IReadOnlyList<Planting> Breaks { get; init; }

    /// <summary>None of them may be reported.</summary>
    public required IReadOnlyList<Planting> Keeps { get; init; }

    public override string ToString() => Sentence;
}

/// <summary>A few files that stand for a repository.</summary>
internal sealed record Planting(params (string Path, string Text)[] Files)
{
    public static implicit operator Planting((string Path, string Text) file) => new(file);

    public SourceTree Tree => SourceTree.Planted(Files);
}
