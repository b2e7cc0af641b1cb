using Entrepot.Customs.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey;

/// <summary>Tells customs the exchange rates that finance keeps.</summary>
internal sealed class QuoteExchange(IFxRates rates) : IQuoteExchange
{
    public Task<FxTable> AsOfAsync(DateOnly day, CancellationToken ct) => rates.AsOfAsync(day, ct);
}
