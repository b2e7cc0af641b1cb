using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey;

/// <summary>Answers the catalogue's questions about codes from HS 2022 and from the words of goods.</summary>
internal sealed class HsCodes(IClassification classification) : IHsCodes
{
    public Result Check(string hsCode) => classification.Validate(hsCode);

    public IReadOnlyList<HsProposal> Propose(Product product)
    {
        var description = product.CustomsDescription.Length > 0 ? product.CustomsDescription : product.Name;
        return [.. classification.Suggest([new(product.Id, description, product.Category)])[0].Select(found => new HsProposal(found.HsCode, found.Heading, found.ConfidencePpm, found.Evidence))];
    }
}
