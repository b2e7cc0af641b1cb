namespace Entrepot.Simulation.Engine;

/// <summary>
/// Who goes on when. Code runs until it comes to a point where the outcome may depend on who goes first, waits there, and
/// goes on when the simulation says so. Whatever runs between two such points runs on the one thread of the pool
/// (<see cref="OneThread"/>), so the same choices give the same run.
/// </summary>
internal sealed class Turns
{
    private readonly List<Stop> stops = [];

    /// <summary>Everybody who waits to go on, in the order of arrival.</summary>
    public IReadOnlyList<Stop> Stops => stops;

    /// <summary>Waits here until the simulation goes on with it.</summary>
    /// <param name="notBefore">The clock must have come to this.</param>
    public Task StopAsync(Process process, string what, DateTime notBefore)
    {
        var stop = new Stop(process, what, notBefore);
        stops.Add(stop);
        return stop.Gone.Task;
    }

    public void Resume(Stop stop)
    {
        stops.Remove(stop);
        if (stop.Process.IsDead) stop.Gone.SetException(new ProcessDied(stop.Process.Name));
        else stop.Gone.SetResult();
    }
}

/// <summary>Somebody waits to go on.</summary>
internal sealed class Stop(Process process, string what, DateTime notBefore)
{
    public Process Process => process;
    public string What => what;
    public DateTime NotBefore => notBefore;

    public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The process was killed: nothing of it reaches the database or the world any more. A cancellation, so that nobody takes it for a failure to handle.</summary>
internal sealed class ProcessDied(string name) : OperationCanceledException($"{name} was killed");
