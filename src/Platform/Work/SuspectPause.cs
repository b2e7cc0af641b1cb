using System.Diagnostics;

namespace Entrepot.Platform.Work;

/// <summary>
/// While other work waits, suspects are put off for a while after this process has started, or has found that another died: each of
/// them may take it down too, and then nothing at all is done until the next one runs. So an item that kills costs the others a tenth
/// of the time at most, and where nothing else is to be done it is tried at once.
/// </summary>
internal sealed class SuspectPause(TimeProvider clock)
{
    /// <summary>So many times as long as the start took.</summary>
    private const int TimesTheStart = 10;

    /// <summary>A start that took longer had waited for something, such as the database.</summary>
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(6);

    private long begun = clock.GetTimestamp();
    private readonly TimeSpan length = StartOf(clock) * TimesTheStart;

    public bool IsOver => clock.GetElapsedTime(begun) >= length;

    /// <summary>Suspects were found.</summary>
    public void BeginAgain() => begun = clock.GetTimestamp();

    private static TimeSpan StartOf(TimeProvider clock)
    {
        using var process = Process.GetCurrentProcess();
        var took = clock.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime();
        return took < TimeSpan.Zero ? TimeSpan.Zero : took > StartMax ? StartMax : took; // By a clock that was set in between it may have taken any time.
    }
}
