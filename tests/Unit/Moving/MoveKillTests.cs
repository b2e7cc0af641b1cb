using System.Diagnostics;
using Entrepot.Platform.Data.Moving;
using Entrepot.Unit.Journey;

namespace Entrepot.Unit.Moving;

/// <summary>A move whose process is killed goes on when it is run again, wherever it was.</summary>
[Storage("postgres")]
public sealed class MoveKillTests
{
    private const string Order = "ENTREPOT_TEST_MOVE";

    [Theory]
    [InlineData("copy", 1)]
    [InlineData("copy", 40)]
    [InlineData("freeze", 1)]
    [InlineData("compare", 30)]
    [InlineData("switch", 1)]
    public async Task Killed_and_run_again_it_comes_to_the_same_end(string phase, int step)
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "Moves between the engines need PostgreSQL.");
        await using var world = await MoveWorld.LivedInAsync();
        var file = await MoveWorld.ElsewhereAsync(isFile: true);

        using (var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(MoveKillTests).FullName}.{nameof(The_process_that_is_killed)}", "-noLogo"])
        {
            Environment = { [Order] = string.Join('\n', world.Database.Address, file.Address, phase, step) },
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!)
        {
            var said = await child.StandardOutput.ReadToEndAsync(World.Ct);
            await child.WaitForExitAsync(World.Ct);
            child.ExitCode.ShouldBe(128 + 9, said);
        }

        var report = (await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: false, World.Ct)).Value;

        report.Tables.Where(table => !table.IsSame).ShouldBeEmpty();
        (await MoveWorld.WrongAsync(file)).ShouldBeEmpty();
        await MoveWorld.WriteAsync(file);
        await MoveWorld.RemoveAsync(file);
    }

    /// <summary>Runs in a process of its own, begun by the test above, and ends it as <c>kill -9</c> does.</summary>
    [Fact]
    public async Task The_process_that_is_killed()
    {
        var order = Environment.GetEnvironmentVariable(Order)?.Split('\n');
        Assert.SkipWhen(order is null, "Runs only where the other test begins it.");
        await using var from = await TestDatabase.AtAsync(order[0], NobodyIsListed.StandIn, AllModules.List());
        await using var to = await TestDatabase.AtAsync(order[1], NobodyIsListed.StandIn, AllModules.List());
        var left = int.Parse(order[3], System.Globalization.CultureInfo.InvariantCulture);
        void Tell(MoveStep step)
        {
            if (step.Phase == order[2] && --left == 0) Process.GetCurrentProcess().Kill();
        }

        await MoveWorld.Move(from, to, Tell).RunAsync("ours", keeps: false, World.Ct);
        Assert.Fail("It should have been killed on its way.");
    }
}
