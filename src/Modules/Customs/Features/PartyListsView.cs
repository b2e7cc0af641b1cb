using Entrepot.Customs.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Customs.Features;

/// <summary>One imported edition of a denied-party list.</summary>
public sealed record PartyEditionView(
    string Code, string Title, bool IsCurrent, DateOnly? Dated, string Source, int Entries, int Names, int Added, int Changed, int Removed, DateTime ImportedAt, string ImportedBy);

/// <summary>A listed name that resembles the one asked for.</summary>
/// <param name="Holds">Whether an order of this buyer would wait.</param>
public sealed record PartyFoundView(PartyMatch Match, bool Holds);

/// <summary>The lists in force, the editions before them, and what a search found; null when nothing was asked.</summary>
public sealed record PartyListsView(ListUrl Url, IReadOnlyList<PartyEditionView> InForce, IReadOnlyList<PartyEditionView> Earlier, IReadOnlyList<PartyFoundView>? Found, PostedForm Posted);
