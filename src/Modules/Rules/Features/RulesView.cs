using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Rules.Features;

/// <summary>One published rule, in words.</summary>
public sealed record RuleRow(string Name, bool IsEnabled, string Owner, Sentence When, Sentence Does)
{
    /// <summary>A newer version of the product does not understand it.</summary>
    public bool IsBroken { get; init; }

    public StatusWord Status => IsBroken ? new(Tone.Stop, "Not understood|rule") : IsEnabled ? new(Tone.Go, "On|rule") : new(Tone.Rest, "Off|rule");
}

/// <summary>The published rules, and the draft or, where there is none, the published document to begin from.</summary>
public sealed record RulesView(int Version, DateTime? PublishedAt, string PublishedBy, IReadOnlyList<RuleRow> Rules, bool HasDraft, string Document);
