namespace Entrepot.Simulation.Engine;

/// <summary>What goes wrong, by the seed's dice, until the world is told to calm down.</summary>
internal sealed class Chaos(Random dice, Trace trace)
{
    /// <summary>Before each commit and after it: an order's way has some forty, so that most seeds see a kill or two.</summary>
    private const int KillPerThousand = 6;

    /// <summary>Off once everything shall come to rest.</summary>
    public bool IsOn { get; set; } = true;

    public int KillCount { get; private set; }

    public Random Dice => dice;

    /// <summary>Whether something with these odds happens now; never any more when it is calm.</summary>
    public bool Strikes(int perThousand) => IsOn && dice.Next(1_000) < perThousand;

    /// <summary>Perhaps kills the process.</summary>
    public bool Kills(Process process, string when)
    {
        if (process.IsDead || !Strikes(KillPerThousand)) return false;
        trace.Add($"{process.Name} is killed {when}");
        process.IsDead = true;
        KillCount++;
        return true;
    }
}
