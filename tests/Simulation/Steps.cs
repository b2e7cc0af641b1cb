using Entrepot.Kernel;
using Entrepot.Simulation.Company;
using Entrepot.Simulation.Engine;

namespace Entrepot.Simulation;

/// <summary>One step of the simulation after the other: the dice choose among all that could happen now.</summary>
internal sealed class Steps(World world)
{
    private readonly Lookout lookout = new(world);
    private readonly List<(int Weight, Action Act)> choices = [];

    /// <summary>Anything may happen next.</summary>
    public async Task StormAsync()
    {
        await SettleAsync();
        choices.Clear();
        OfferStops();
        foreach (var process in world.Processes.Where(CanAct)) OfferDeeds(process);
        choices.Add((2, Tick));
        choices.Add((1, Wait));
        if (world.Chaos.Strikes(world.FreezesPerThousand)) choices.Add((200, Freeze));
        Choose();
    }

    /// <summary>Whatever can go on goes on, nothing fails any more, and time passes only when nothing else is left to do.</summary>
    /// <returns>False when there is nothing left to wait for.</returns>
    public async Task<bool> CalmAsync()
    {
        await SettleAsync();
        choices.Clear();
        OfferStops();
        foreach (var process in world.Processes.Where(CanAct)) OfferDeeds(process);
        if (choices.Count > 0)
        {
            Choose();
            return true;
        }

        if (lookout.Next() is not { } next) return world.Processes.Exists(process => process.Running.Count > 0) ? throw new InvalidOperationException("Somebody waits for something that never comes.") : false;
        PassTo(next);
        return true;
    }

    private void Choose()
    {
        var at = world.Dice.Next(choices.Sum(choice => choice.Weight));
        foreach (var (weight, act) in choices)
        {
            at -= weight;
            if (at >= 0) continue;
            act();
            return;
        }
    }

    private void OfferStops()
    {
        foreach (var stop in world.Turns.Stops)
        {
            if (stop.Process.IsDead)
            {
                choices.Clear(); // What was killed is cleared away before anything else happens.
                choices.Add((1, () => world.Turns.Resume(stop)));
                return;
            }

            if (stop.NotBefore > world.Clock.Now || IsFrozen(stop.Process)) continue;
            choices.Add((12, () =>
            {
                world.Trace.Add($"{stop.Process.Name} goes on: {stop.What}");
                world.Turns.Resume(stop);
            }
            ));
        }
    }

    private bool CanAct(Process process) => !process.IsDead && !IsFrozen(process);

    private bool IsFrozen(Process process) => world.Chaos.IsOn && process.FrozenUntil > world.Clock.Now;

    private void OfferDeeds(Process process)
    {
        var seen = lookout.Look();
        if (seen.Journeys > 0) Offer(process, 4, "journey", () => Deeds.JourneyAsync(process));
        if (seen.Due > 0) Offer(process, 4, "work", () => Deeds.WorkAsync(process));
        if (seen.Planned > 0) Offer(process, 3, "release", () => Deeds.ReleaseAsync(process));
        if (seen.ToPick > 0) Offer(process, 3, "pick", () => Deeds.PickAsync(process, world.Chaos));
        if (seen.Picked > 0) Offer(process, 3, "pack", () => Deeds.PackAsync(process));
        if (seen.ReadyInFrankfurt > 0) Offer(process, 2, "hand over in Frankfurt", () => Deeds.HandOverAsync(process, Goods.Frankfurt));
        if (seen.ReadyInShenzhen > 0) Offer(process, 2, "hand over in Shenzhen", () => Deeds.HandOverAsync(process, Goods.Shenzhen));
        if (seen.Stuck is { } stuck) Offer(process, 1, "book again", () => Deeds.BookAgainAsync(process, stuck));
        if (world.Script.Messages.Count > 0) Offer(process, 5, "tell", () => TellAsync(process));
    }

    private void Offer(Process process, int weight, string what, Func<Task> act)
    {
        if (process.Running.ContainsKey(what)) return;
        choices.Add((weight, () =>
        {
            world.Trace.Add($"{process.Name} begins: {what}");
            lookout.Forget();
            process.Running[what] = Task.Run(act);
        }
        ));
    }

    private async Task TellAsync(Process process)
    {
        var message = world.Script.Messages[world.Dice.Next(world.Script.Messages.Count)];
        world.Script.Messages.Remove(message);
        world.Trace.Add($"{process.Name} is told: {message.Name}");
        try
        {
            await Deeds.TellAsync(process, message, world.Script);
        }
        catch (ProcessDied)
        {
            world.Script.Messages.Add(message); // No answer came: it is told again.
            throw;
        }
    }

    /// <summary>Takes note of what has ended, and puts a new process in the place of a dead one.</summary>
    private async Task SettleAsync()
    {
        await OneThread.SettleAsync();
        if (world.Writers.IsWriting) throw new InvalidOperationException("Nobody waits inside a transaction, but somebody does.");
        lookout.Forget();
        foreach (var process in world.Processes)
        {
            foreach (var (what, task) in process.Running.Where(running => running.Value.IsCompleted).ToList())
            {
                process.Running.Remove(what);
                if (task.IsFaulted && !process.IsDead) world.Seen.Add($"Nothing that a process does may break off: {what} in {process.Name} failed: {task.Exception?.InnerException}");
            }
        }

        foreach (var dead in world.Processes.Where(process => process.IsDead && process.Running.Count == 0).ToList())
        {
            await dead.DisposeAsync();
            world.Processes.Remove(dead);
            world.Processes.Add(world.Start());
        }
    }

    private void Tick() => PassTo(world.Clock.Now.AddMilliseconds(world.Dice.Next(1, 3_000)));

    /// <summary>To the next moment at which something is due.</summary>
    private void Wait()
    {
        if (lookout.Next() is { } next) PassTo(next);
        else Tick();
    }

    private void PassTo(DateTime moment)
    {
        world.Trace.Add($"time passes to {moment:MM-dd HH:mm:ss.fff}");
        world.Clock.AdvanceTo(moment);
    }

    private void Freeze()
    {
        var alive = world.Processes.Where(process => !process.IsDead).ToList();
        if (alive.Count == 0) return;
        var frozen = alive[world.Dice.Next(alive.Count)];
        frozen.FrozenUntil = world.Clock.Now.AddSeconds(world.Dice.Next(1, 400));
        world.Trace.Add($"{frozen.Name} stands still until {frozen.FrozenUntil:HH:mm:ss}");
    }
}
