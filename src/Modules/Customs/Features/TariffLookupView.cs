using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Customs.Features;

/// <summary>What was asked and what the tariff answers; suggestions where words were asked for.</summary>
public sealed record TariffLookupView(ListUrl Url, DateOnly On, IReadOnlyList<HsSuggestion> Suggestions, TariffFoundView? Found, Problem? Problem)
{
    /// <summary>Shown where nothing was asked for yet.</summary>
    public IReadOnlyList<TariffEditionInfo> Editions { get; init; } = [];

    /// <summary>The product whose line is being chosen; empty when nobody chooses.</summary>
    public string Sku => Url["sku"] ?? "";
}

/// <param name="Territory">The customs territory of <paramref name="To"/>: a national code is kept for it.</param>
/// <param name="Parts">Base duty first, then what comes on top.</param>
/// <param name="Lines">Empty where the code is one line.</param>
/// <param name="Remedies">Sources of anti-dumping duties that a person must look into.</param>
public sealed record TariffFoundView(
    string Code, string Territory, string To, string Origin, DateOnly On, IReadOnlyList<TariffPartView> Parts, IReadOnlyList<TariffLineView> Lines,
    IReadOnlyList<string> Remedies, IReadOnlyList<Sentence> Notes, IReadOnlyList<TariffRegimeView> Regimes)
{
    /// <summary>The code in every imported edition, the newest first.</summary>
    public IReadOnlyList<TariffHistoryView> History { get; init; } = [];

    /// <summary>The tariff around the code, where an edition was imported.</summary>
    public IReadOnlyList<TariffTreeView> Tree { get; init; } = [];
}

/// <param name="Knows">Whether the edition has the code at all; <paramref name="Differs"/> where its lines have several rates, or none.</param>
public sealed record TariffHistoryView(string Title, DateOnly From, DateOnly? To, bool Knows, bool Differs, string General, string Special, string Other, bool IsChanged);

/// <param name="Code">Empty for words that stand above several codes.</param>
public sealed record TariffTreeView(string Code, int Indent, string Description, string General, bool IsAsked);

/// <param name="Prefix">The digits that the rate stands at.</param>
/// <param name="Differs">The rate is a range: the lines below differ.</param>
/// <param name="NeedsProof">Paid in place of the duty where a proof of origin stands.</param>
/// <param name="Yields">Not charged, since another one is.</param>
public sealed record TariffPartView(
    Sentence Label, string Prefix, Sentence Rate, bool IsAdditional, bool Differs, bool Yields, string Source, DateOnly From, DateOnly? To, bool NeedsProof = false);

/// <summary>One line of the tariff with the rate of each part.</summary>
public sealed record TariffLineView(string Code, IReadOnlyList<(Sentence Label, Sentence Rate)> Rates);

/// <summary>A way in which consignments are cleared there, by value and buyer.</summary>
public sealed record TariffRegimeView(string Name, Sentence Limits, string ShipFrom, Sentence Duty, Sentence Tax, string Source, DateOnly From);
