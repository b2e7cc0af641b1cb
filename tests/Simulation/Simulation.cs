using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Simulation.Company;
using Entrepot.Simulation.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation;

/// <summary>What became of one seed.</summary>
/// <param name="Hash">Equal for equal runs, step by step.</param>
/// <param name="Violations">Broken promises; none where all is well.</param>
internal sealed record Outcome(int Seed, string Hash, IReadOnlyList<string> Violations, IReadOnlyList<string> Trace, int Kills);

/// <summary>
/// Runs one seed: a stormy part, in which the dice choose who goes on, who is killed, what is lost and how time passes, and
/// a calm one, in which everything must come to rest. Then the promises are checked.
/// </summary>
internal static class Simulation
{
    /// <summary>Far more than any seed needs to come to rest: one that is still busy then never will.</summary>
    private const int CalmStepsMax = 6_000;

    public static async Task<Outcome> RunAsync(int seed, Action<IServiceCollection, World>? plant = null)
    {
        Chance.Repeat(seed);
        await using var world = new World(seed, plant);
        try
        {
            var steps = new Steps(world);
            for (var left = 150 + world.Dice.Next(350); left > 0; left--) await steps.StormAsync();
            world.Chaos.IsOn = false;
            world.Trace.Add("calm");
            var calm = 0;
            while (await steps.CalmAsync())
                if (++calm > CalmStepsMax) throw new InvalidOperationException("It never comes to rest.");

            List<string> violations = [.. world.Seen, .. world.Outcomes.Twice, .. await Promises.CheckAsync(world)];
            foreach (var line in Digest.Of(world.Store)) world.Trace.Add(line);
            return new(seed, world.Trace.Hash(), violations, world.Trace.Lines, world.Chaos.KillCount);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(seed, world.Trace.Hash(), [.. world.Seen, string.Create(CultureInfo.InvariantCulture, $"The run broke off: {exception}")], world.Trace.Lines, world.Chaos.KillCount);
        }
    }
}
