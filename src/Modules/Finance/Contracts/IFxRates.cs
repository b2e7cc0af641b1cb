using Entrepot.Kernel;

namespace Entrepot.Finance.Contracts;

/// <summary>Exchange rates by day, for estimates and for reports in the company's currency.</summary>
public interface IFxRates
{
    /// <summary>The latest rates published on or before the day. Built-in reference rates serve until newer ones are imported; the table names its source and day.</summary>
    Task<FxTable> AsOfAsync(DateOnly day, CancellationToken ct);
}
