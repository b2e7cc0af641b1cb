using System.Diagnostics;

namespace Entrepot.Bench;

/// <summary>
/// Posts over some connections, each request as soon as the one before it on its connection is answered. One thread that allocates
/// nothing does it all: the sender shares two processors with the server, and what it takes, the server could not have.
/// </summary>
internal static class RawLoad
{
    /// <param name="servers">Take the connections in turn.</param>
    /// <param name="requests">Each is sent once.</param>
    /// <param name="perSecond">So many at most; times then count from the moment at which a request was due, also where no connection was free. 0 for no limit.</param>
    /// <param name="hopedFor">The status of an answer that is no failure.</param>
    public static Task<HttpFigures> RunAsync(IReadOnlyList<Uri> servers, int connections, byte[][] requests, int perSecond, int hopedFor) =>
        Task.Factory.StartNew(() => Run(servers, connections, requests, perSecond, hopedFor), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static HttpFigures Run(IReadOnlyList<Uri> servers, int connections, byte[][] requests, int perSecond, int hopedFor)
    {
        var callers = Enumerable.Range(0, connections).Select(i => new RawCaller(servers[i % servers.Count])).ToArray();
        var times = new double[requests.Length];
        var (next, done, failed) = (0, 0, 0);
        var started = Stopwatch.GetTimestamp();
        while (done < requests.Length)
        {
            var before = done;
            var now = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var due = perSecond == 0 ? requests.Length : (int)Math.Min(requests.Length, now * perSecond / 1_000);
            foreach (var caller in callers)
            {
                if (caller.Number is >= 0 and var number)
                {
                    if (caller.Look() is not { } status) continue;
                    times[number] = perSecond == 0 ? caller.WaitedMs : Stopwatch.GetElapsedTime(started).TotalMilliseconds - (number * 1_000.0 / perSecond);
                    if (status != hopedFor) failed++;
                    done++;
                }

                if (next < due) caller.Send(next, requests[next++]);
            }

            if (done == before) Thread.Sleep(1);
        }

        var whole = Stopwatch.GetElapsedTime(started);
        foreach (var caller in callers) caller.Dispose();
        return HttpFigures.Of(times, whole, failed);
    }
}
