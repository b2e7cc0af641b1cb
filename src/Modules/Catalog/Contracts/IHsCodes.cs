using Entrepot.Kernel;

namespace Entrepot.Catalog.Contracts;

/// <param name="ConfidencePpm">0 to 1,000,000.</param>
/// <param name="Evidence">Which words speak for it.</param>
public sealed record HsProposal(string HsCode, string Heading, long ConfidencePpm, Sentence Evidence);

/// <summary>What the catalogue asks of whoever knows the world's nomenclature. Implemented above it.</summary>
public interface IHsCodes
{
    /// <summary>Whether the code of 6 to 10 digits stands in the nomenclature.</summary>
    Result Check(string hsCode);

    /// <summary>Codes that the product's words may mean, best first; none is ever used without a person.</summary>
    IReadOnlyList<HsProposal> Propose(Product product);
}
