using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Customs.Features;

/// <summary>Quotes by the rules and tariffs that stand when a batch begins.</summary>
internal sealed class QuoteByImportedTariffs(ITaxRates rates, TariffSnapshots snapshots) : ILandedCost
{
    public IReadOnlyList<Result<LandedCostQuote>> Quote(IReadOnlyList<LandedCostRequest> requests) => new LandedCostCalculator(rates, snapshots.Current).Quote(requests);
}
