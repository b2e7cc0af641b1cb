using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Features;

/// <summary>An entry as people read it.</summary>
/// <param name="Until">The last day it holds; null for without end.</param>
public sealed record BlacklistRow(long Id, BlacklistKind Kind, string Value, string Reason, DateOnly? Until, DateTime AddedAt, string AddedBy, bool IsEnded)
{
    public StatusWord Word => IsEnded ? new(Tone.Rest, "Ended") : new(Tone.Stop, "Holds orders");
}

/// <summary>One page of the blacklist, and who changed it lately.</summary>
public sealed record BlacklistView(ListUrl Url, IReadOnlyList<BlacklistRow> Rows, long Total, IReadOnlyList<ChangeRecord> Changes)
{
    public const int PageSize = 50;

    /// <summary>The entry that is being taken off, when a person has been asked why.</summary>
    public BlacklistRow? Removing { get; init; }
}
