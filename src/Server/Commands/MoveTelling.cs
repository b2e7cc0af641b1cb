using System.Globalization;
using Entrepot.Platform.Data.Moving;

namespace Entrepot.Server.Commands;

/// <summary>Says on the error stream how far a move is: one line for each phase, and while it lasts what it is at.</summary>
internal sealed class MoveTelling(TextWriter to, bool isTerminal, TimeProvider clock)
{
    /// <summary>Where lines cannot be written over, a log is told no more often.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan EveryOnTerminal = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, long> rows = new(StringComparer.Ordinal);
    private string phase = "";
    private long begunAt;
    private long toldAt;

    public static MoveTelling OnErrorStream() => new(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);

    public void Tell(MoveStep step)
    {
        if (step.Phase != phase)
        {
            End();
            (phase, begunAt, toldAt) = (step.Phase, clock.GetTimestamp(), clock.GetTimestamp());
        }

        rows[step.Table] = step.Rows;
        if (clock.GetElapsedTime(toldAt) < (isTerminal ? EveryOnTerminal : Every)) return;
        toldAt = clock.GetTimestamp();
        Write(string.Create(CultureInfo.InvariantCulture, $"{phase,-8} {rows.Values.Sum(),12:N0} rows so far, at {step.Table}"), isLast: !isTerminal);
    }

    /// <summary>Says what the last phase did.</summary>
    public void End()
    {
        var seconds = clock.GetElapsedTime(begunAt).TotalSeconds;
        if (phase.Length > 0) Write(rows.Values.Sum() is > 0 and var sum ? string.Create(CultureInfo.InvariantCulture, $"{phase,-8} {sum,12:N0} rows in {seconds:N1} s") : string.Create(CultureInfo.InvariantCulture, $"{phase,-8} {seconds,20:N1} s"), isLast: true);
        phase = "";
        rows.Clear();
    }

    private void Write(string line, bool isLast)
    {
        if (isTerminal) to.Write('\r' + line.PadRight(78));
        else to.Write(line);
        if (isLast) to.WriteLine();
        to.Flush();
    }
}
