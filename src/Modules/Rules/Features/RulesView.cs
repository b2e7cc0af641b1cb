using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Rules.Features;

/// <summary>One published rule; <paramref name="When"/> is its condition as it was written.</summary>
public sealed record RuleRow(string Name, bool IsEnabled, string When, Sentence Does)
{
    public StatusWord Status => IsEnabled ? new(Tone.Go, "On|rule") : new(Tone.Rest, "Off|rule");
}

/// <summary>The published rules, and the draft or, where there is none, the published document to begin from.</summary>
public sealed record RulesView(int Version, DateTime? PublishedAt, string PublishedBy, IReadOnlyList<RuleRow> Rules, bool HasDraft, string Document);
