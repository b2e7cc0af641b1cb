using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Platform.Work;

/// <summary>How a destination may be called, by date (<c>Rules/destinations.json</c>). Limits hold for each process.</summary>
/// <param name="Destination">The name, or its beginning followed by a star; a lone star is everybody else.</param>
/// <param name="CallsAtOnce">The bulkhead: what hangs there holds up no more than so many calls.</param>
/// <param name="Burst">So many calls may begin at once before <paramref name="CallsPerSecond"/> holds.</param>
/// <param name="FailuresPpm">The breaker opens when so much of what was tried within <paramref name="SampleSeconds"/> failed.</param>
/// <param name="CallsMin">…and at least so many were tried.</param>
/// <param name="OpenSeconds">How long nobody calls before one may try; doubled each time it fails, up to <paramref name="OpenSecondsMax"/>.</param>
public sealed record DestinationRule(
    DateOnly ValidFrom, DateOnly? ValidTo, string Source, string Destination,
    int CallsAtOnce, int CallsPerSecond, int Burst, int FailuresPpm, int CallsMin, int SampleSeconds, int OpenSeconds, int OpenSecondsMax)
{
    internal bool IsFor(string destination) => Destination.EndsWith('*') ? destination.StartsWith(Destination[..^1], StringComparison.Ordinal) : destination == Destination;
}

/// <summary>The rules of all destinations; the longest name that fits holds.</summary>
public sealed class DestinationRules(IReadOnlyList<DestinationRule> all)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static DestinationRules Read()
    {
        using var stream = RuleFile.Open(typeof(DestinationRules).Assembly, "destinations.json");
        return new(JsonSerializer.Deserialize<DestinationRule[]>(stream, Json)!);
    }

    /// <exception cref="InvalidOperationException">No rule covers the day: a gap in the file.</exception>
    public DestinationRule For(string destination, DateOnly day) =>
        all.Where(rule => rule.IsFor(destination) && rule.ValidFrom <= day && (rule.ValidTo is null || day <= rule.ValidTo)).MaxBy(rule => rule.Destination.Length)
        ?? throw new InvalidOperationException($"Rules/destinations.json says nothing for {destination} on {day:yyyy-MM-dd}.");
}
