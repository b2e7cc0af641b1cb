using System.Globalization;
using System.Text.Json;
using Entrepot.Simulation;
using Entrepot.Simulation.Company;
using Entrepot.Simulation.Engine;
using Entrepot.Simulation.Plants;

// One seed again, step by step: Entrepot.Simulation --seed 42. Many: --seeds FIRST COUNT STEP. Everything else is the tests'.
if (args is not ["--seed" or "--seeds", ..]) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

if (!OneThread.IsSet)
{
    var (code, text) = await OneThread.StartAsync(args);
    Console.Write(text);
    return code;
}

var numbers = args.Skip(1).Where(word => char.IsAsciiDigit(word[0])).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToList();
var plant = Planted.Find(args.SkipWhile(word => word != "--plant").ElementAtOrDefault(1));
return OneThread.Run(async () =>
{
    await Furnished.FurnishAsync();
    return args[0] == "--seed" ? Tell(await Simulation.RunAsync(numbers[0], plant)) : await RunAsync();
});

static int Tell(Outcome outcome)
{
    foreach (var line in outcome.Trace) Console.WriteLine(line);
    foreach (var violation in outcome.Violations) Console.WriteLine($"VIOLATION {violation}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {outcome.Seed}: {outcome.Violations.Count} violations, hash {outcome.Hash}"));
    return outcome.Violations.Count == 0 ? 0 : 1;
}

async Task<int> RunAsync()
{
    var bad = 0;
    for (var seed = numbers[0]; seed < numbers[0] + numbers[1]; seed += numbers[2])
    {
        var outcome = await Simulation.RunAsync(seed, plant);
        Console.WriteLine(JsonSerializer.Serialize(outcome with { Trace = [] }));
        if (outcome.Violations.Count == 0) continue;
        bad++;
        if (plant is not null) break; // Found: that is all that was asked.
    }

    return bad == 0 ? 0 : 1;
}
