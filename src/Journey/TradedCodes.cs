using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;

namespace Entrepot.Journey;

/// <summary>Tells customs under which codes the company's products are entered.</summary>
internal sealed class TradedCodes(ICatalogListing catalogue) : ITradedCodes
{
    public async Task<IReadOnlyList<string>> InAsync(string territory, CancellationToken ct) =>
        [.. (await catalogue.AllAsync(ct)).Select(product => product.HsCodeIn(territory)).Where(code => code.Length >= 6)];
}
