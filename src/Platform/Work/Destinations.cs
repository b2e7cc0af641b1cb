using System.Collections.Concurrent;
using Entrepot.Kernel;

namespace Entrepot.Platform.Work;

/// <summary>How one destination is doing in this process.</summary>
/// <param name="OpenFor">How long nobody calls; zero when calls go out, or one may try.</param>
public sealed record DestinationState(string Name, BreakerState Breaker, TimeSpan OpenFor, int Running, int CallsAtOnce);

/// <summary>All places that this process has called.</summary>
public sealed class Destinations(DestinationRules rules, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Destination> known = new(StringComparer.Ordinal);

    public IReadOnlyList<DestinationState> States =>
        [.. All.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => new DestinationState(one.Name, one.Breaker, one.OpenFor, one.Running, one.CallsAtOnce))];

    internal ICollection<Destination> All => known.Values;

    internal Destination Of(string kind, string destination)
    {
        var name = destination.Length > 0 ? destination : kind;
        return known.GetOrAdd(name, one => new(one, rules.For(one, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)), clock));
    }

    /// <summary>Whoever has nothing due any more takes no share.</summary>
    internal void Want(TenantId tenant, IReadOnlySet<string> names)
    {
        foreach (var destination in All) destination.Wants(tenant, names.Contains(destination.Name));
    }

    public void Dispose()
    {
        foreach (var destination in All) destination.Dispose();
    }
}
