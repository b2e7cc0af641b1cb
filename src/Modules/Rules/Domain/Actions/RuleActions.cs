using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Actions;

/// <summary>What a rule does to an order that it matches.</summary>
internal sealed record RuleActions
{
    public Problem? Hold { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Warehouses { get; init; } = [];
    public IReadOnlyList<string> BlockedWarehouses { get; init; } = [];
    public string? Strategy { get; init; }
    public string? Service { get; init; }
    public IReadOnlyList<string> BlockedServices { get; init; } = [];
    public int? Priority { get; init; }
    public string? Note { get; init; }

    /// <summary>No rule below it is looked at.</summary>
    public bool Stop { get; init; }

    public bool IsEmpty => this == Nothing;

    private static RuleActions Nothing { get; } = new();

    /// <summary>In words, for the trace and the list of rules.</summary>
    public Sentence Describe()
    {
        var parts = new List<Sentence>();
        if (Hold is not null) parts.Add($"hold {Hold.Code}");
        if (Tags.Count > 0) parts.Add($"tag {string.Join(", ", Tags)}");
        if (Warehouses.Count > 0) parts.Add($"ship from {string.Join(", ", Warehouses)}");
        if (BlockedWarehouses.Count > 0) parts.Add($"not from {string.Join(", ", BlockedWarehouses)}");
        if (Strategy is not null) parts.Add($"strategy {Strategy}");
        if (Service is not null) parts.Add($"service {Service}");
        if (BlockedServices.Count > 0) parts.Add($"not with {string.Join(", ", BlockedServices)}");
        if (Priority is { } priority) parts.Add($"priority {priority}");
        if (Note is not null) parts.Add($"note \"{Note}\"");
        if (Stop) parts.Add("stop");
        return Sentence.Join("; ", parts);
    }
}
