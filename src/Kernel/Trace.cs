namespace Entrepot.Kernel;

/// <summary>What one stage decided about one order and why; stored with the order and shown on its page.</summary>
/// <param name="Stage">The stage's name, e.g. <c>landed-cost</c>.</param>
/// <param name="Outcome">One word or code of the result: <c>passed</c>, <c>held</c>, a warehouse, a carrier service.</param>
/// <param name="Detail">The reason in the user's words.</param>
public sealed record TraceEntry(string Stage, string Outcome, Sentence Detail)
{
    public IReadOnlyList<TraceAlternative> Alternatives { get; init; } = [];

    /// <summary>How its figures came about, line by line; null where it has none.</summary>
    public IReadOnlyList<Sentence>? Figures { get; init; }

    /// <summary>The dated rules, lists and rates the decision rests on.</summary>
    public IReadOnlyList<TraceSource> Sources { get; init; } = [];
}

/// <summary>Something that could have been chosen; <paramref name="Value"/> is its price, time or score, ready to read.</summary>
public sealed record TraceAlternative(string Name, Sentence Value, Sentence Note, bool Chosen);

/// <summary>A rule or rate with its origin: <paramref name="ValidFrom"/> is the day it took effect.</summary>
/// <param name="Rule">Its name in the user's words.</param>
/// <param name="Source">Where it stands, cited as it is written there.</param>
public sealed record TraceSource(Sentence Rule, string Source, DateOnly? ValidFrom = null);
