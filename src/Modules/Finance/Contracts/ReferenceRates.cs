using System.Collections.Frozen;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;

namespace Entrepot.Finance.Contracts;

/// <summary>The exchange rates that come with the product, outside a company.</summary>
public static class ReferenceRates
{
    /// <summary>Of the latest day on or before the one asked for; without any rate before the first.</summary>
    public static FxTable AsOf(DateOnly day) => BuiltInRates.AsOf(day) ?? new(day, BuiltInRates.Base, FrozenDictionary<string, long>.Empty, BuiltInRates.Ecb);
}
