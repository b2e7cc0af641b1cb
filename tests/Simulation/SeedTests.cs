namespace Entrepot.Simulation;

/// <summary>The product keeps its promises in every seed, and a seed is the same run every time.</summary>
[Collection("Simulation")]
public sealed class SeedTests
{
    [Fact]
    public async Task The_promises_hold_in_every_seed()
    {
        var report = await Seeds.RunAsync(Seeds.First, Seeds.Count);

        Console.WriteLine(report.Summary);
        report.Failures.ShouldBeEmpty(report.Summary);
        report.Missing.ShouldBeNull();
        report.Outcomes.Sum(outcome => outcome.Kills).ShouldBeGreaterThan(Seeds.Count / 4, "a calm that was never disturbed proves nothing");
    }

    [Fact]
    public async Task The_same_seed_is_the_same_run_and_another_seed_another()
    {
        var first = await Seeds.RunAsync(1, 30);
        var again = await Seeds.RunAsync(1, 30);

        again.Outcomes.Select(outcome => outcome.Hash).ShouldBe(first.Outcomes.Select(outcome => outcome.Hash));
        first.Outcomes.Select(outcome => outcome.Hash).Distinct().Count().ShouldBe(30);
    }
}
