using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>A person or company to look for on denied-party lists.</summary>
public sealed record PartyRequest(string Name, string Company, Address Address);

/// <param name="ScorePpm">1,000,000 is the same name after normalising; the threshold for a hold is data.</param>
/// <param name="Why">Which names and tokens matched and how.</param>
public sealed record PartyMatch(string List, string EntryId, string ListedName, string Kind, long ScorePpm, Sentence Why);

/// <summary>Matches at or above the hold threshold (the order waits) and the list version they were found in.</summary>
public sealed record PartyAnswer(IReadOnlyList<PartyMatch> Matches, string ListVersion);

/// <summary>Compares names and addresses with the denied-party lists of the company.</summary>
public interface IPartyScreening
{
    /// <summary>Answers in the same order. With no list loaded every answer says so in its list version.</summary>
    Task<IReadOnlyList<PartyAnswer>> ScreenAsync(IReadOnlyList<PartyRequest> parties, CancellationToken ct);
}

/// <summary>Goods that may not go somewhere, by destination, mode and date.</summary>
public interface IGoodsRestrictions
{
    /// <summary>The first rule that stops each request, as a refusal with code <c>customs.restricted_goods</c> naming line, rule and source; null where nothing does.</summary>
    IReadOnlyList<Problem?> Check(IReadOnlyList<RestrictionRequest> requests);
}

public sealed record RestrictionRequest(string ShipFrom, string ShipTo, DateOnly On, IReadOnlyList<RestrictedGoods> Goods);

public sealed record RestrictedGoods(string Sku, string Category, string HsCode, bool IsAlcohol, bool IsLiquid, BatteryKind Battery);
