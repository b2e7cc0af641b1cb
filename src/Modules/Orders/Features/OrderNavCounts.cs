using Entrepot.Orders.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>How many orders wait for a person, beside the side bar's entry.</summary>
internal sealed class OrderNavCounts(IOrderCounts counts) : INavCounts
{
    public async Task<IReadOnlyDictionary<string, (int Count, bool Late)>> CountAsync(CancellationToken ct) =>
        new Dictionary<string, (int, bool)> { ["/holds"] = (await counts.HeldAsync(ct), false) };
}
