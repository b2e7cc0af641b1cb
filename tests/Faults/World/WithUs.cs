using System.Collections.Concurrent;
using System.Diagnostics;

namespace Entrepot.Faults;

/// <summary>Processes that end with the tests, also when those are stopped in their midst.</summary>
internal static class WithUs
{
    private static readonly ConcurrentBag<Process> Started = [];

    static WithUs() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Started) End(process);
    };

    public static Process Start(ProcessStartInfo start)
    {
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        Started.Add(process);
        return process;
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended, and whoever started it has let go of it.
        }
    }
}
