using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>The words that goods would be declared with.</summary>
/// <param name="Name">The product's name, which may say it better.</param>
/// <param name="HsCode">Empty where it is not known; its heading may say it better.</param>
/// <param name="ShipTo">ISO 3166-1 alpha-2.</param>
public readonly record struct DescriptionRequest(string Sku, string Description, string Name, string HsCode, string ShipTo, DateOnly On);

/// <summary>What is wrong with a description.</summary>
/// <param name="Holds">Customs there refuses it; otherwise it is only known to cause questions.</param>
/// <param name="Term">The words that are too general.</param>
/// <param name="Better">What could stand there instead, the likeliest first; for a person to choose from.</param>
/// <param name="Rule">The list the term stands on and the law that asks for more.</param>
public sealed record DescriptionFinding(bool Holds, string Term, IReadOnlyList<string> Better, TraceSource Rule);

/// <summary>Finds descriptions of goods that customs do not accept, before a declaration is refused for them.</summary>
public interface IDescriptionCheck
{
    /// <summary>Answers in the same order, null where nothing is wrong. In memory; a description that was seen before costs next to nothing.</summary>
    IReadOnlyList<DescriptionFinding?> Check(IReadOnlyList<DescriptionRequest> requests);
}
