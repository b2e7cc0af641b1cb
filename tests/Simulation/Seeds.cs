using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Entrepot.Simulation.Engine;

namespace Entrepot.Simulation;

/// <summary>Many seeds, in as many processes of their own as there are processors.</summary>
internal static class Seeds
{
    /// <summary>Failures that are told: the first ones say enough.</summary>
    private const int ToldMax = 5;

    /// <summary>How many seeds a run takes; <c>ENTREPOT_SEEDS</c> for more or fewer.</summary>
    public static int Count { get; } = Number("ENTREPOT_SEEDS", 2_000);

    /// <summary>Where it begins; <c>ENTREPOT_SEEDS_FROM</c> for seeds that nobody has seen yet.</summary>
    public static int First { get; } = Number("ENTREPOT_SEEDS_FROM", 1);

    /// <param name="plant">What to break; null for the product as it is. With a plant each process ends at its first violation.</param>
    public static async Task<Report> RunAsync(int first, int count, string? plant = null)
    {
        var started = Stopwatch.GetTimestamp();
        var children = Environment.ProcessorCount;
        var told = await Task.WhenAll(Enumerable.Range(0, children).Select(child => OneThread.StartAsync(
            ["--seeds", OneThread.Text(first + child), OneThread.Text(count - child), OneThread.Text(children), .. plant is null ? Array.Empty<string>() : ["--plant", plant]])));
        var outcomes = told.SelectMany(one => one.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(Read).OrderBy(outcome => outcome.Seed).ToList();
        return new(outcomes, Stopwatch.GetElapsedTime(started), plant is null && outcomes.Count != count ? $"Only {outcomes.Count} of {count} seeds came to an end." : null);
    }

    private static Outcome Read(string line) => JsonSerializer.Deserialize<Outcome>(line) ?? throw new InvalidOperationException(line);

    public static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <param name="Missing">Said when a process broke off.</param>
    internal sealed record Report(IReadOnlyList<Outcome> Outcomes, TimeSpan Took, string? Missing)
    {
        public IEnumerable<Outcome> Failures => Outcomes.Where(outcome => outcome.Violations.Count > 0);

        public string Summary => string.Create(
            CultureInfo.InvariantCulture,
            $"{Outcomes.Count} seeds in {Took.TotalSeconds:0} s ({Outcomes.Count / Took.TotalSeconds:0.0} a second), {Outcomes.Sum(outcome => outcome.Kills)} kills, {Failures.Count()} seeds with violations. {Missing}\n")
            + string.Join('\n', Failures.Take(ToldMax).Select(outcome => $"Again: tests/Simulation/bin/Debug/net10.0/Entrepot.Simulation --seed {outcome.Seed}\n  {string.Join("\n  ", outcome.Violations)}"));
    }
}
