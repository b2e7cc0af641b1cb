using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Finance.Features;

/// <summary>The exchange rates that tax returns are made with.</summary>
internal sealed class ClosingRates(IFxRates rates) : IClosingRates
{
    /// <summary>The longest holiday of the ECB is five days; after that nothing more will come for the day.</summary>
    private const int DaysMax = 7;

    public async Task<FxTable> OnAsync(DateOnly day, CancellationToken ct)
    {
        var before = await rates.AsOfAsync(day, ct);
        if (before.Day == day) return before;

        for (var next = day.AddDays(1); next <= day.AddDays(DaysMax); next = next.AddDays(1))
            if (await rates.AsOfAsync(next, ct) is var published && published.Day > day) return published;
        return before;
    }
}
