using Entrepot.Simulation.Plants;

namespace Entrepot.Simulation;

/// <summary>What the simulation is for: it finds bugs that show only when things come twice, late, or not at all.</summary>
[Collection("Simulation")]
public sealed class PlantedBugTests
{
    /// <summary>Each takes a fraction of a second, and the search ends at the first that shows the bug.</summary>
    private const int SeedsMax = 300;

    [Theory]
    [InlineData(Planted.Forgetful, "Each order of the channel is in the book once")]
    [InlineData(Planted.LateOutbox, "Every order ends or waits for somebody")]
    [InlineData(Planted.NoFence, "The outcome of a call is written once")]
    public async Task A_planted_bug_is_found(string plant, string broken)
    {
        var report = await Seeds.RunAsync(1, SeedsMax, plant);

        report.Failures.SelectMany(outcome => outcome.Violations).ShouldContain(violation => violation.StartsWith(broken, StringComparison.Ordinal), report.Summary);
    }
}
