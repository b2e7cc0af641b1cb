using System.Diagnostics;

namespace Entrepot.Bench;

/// <summary>How long requests took, from sending to the last byte read.</summary>
public sealed record HttpFigures(int Requests, double PerSecond, double P50Ms, double P95Ms, double P99Ms, int Failed)
{
    internal static HttpFigures Of(double[] times, TimeSpan whole, int failed)
    {
        Array.Sort(times);
        return new(times.Length, Math.Round(times.Length / whole.TotalSeconds, 1), At(0.50), At(0.95), At(0.99), failed);

        double At(double share) => Math.Round(times[(int)Math.Min(times.Length - 1, times.Length * share)], 2);
    }
}

/// <summary>Sends requests over some connections on loopback, each as soon as the one before it on its connection is answered.</summary>
internal static class HttpLoad
{
    /// <param name="send">Sends request number i; whether the answer was the one hoped for.</param>
    public static async Task<HttpFigures> RunAsync(int connections, int requests, Func<int, Task<bool>> send)
    {
        var times = new double[requests];
        var (next, failed) = (-1, 0);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests;)
            {
                var sent = Stopwatch.GetTimestamp();
                if (!await send(i)) Interlocked.Increment(ref failed);
                times[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        })));
        return HttpFigures.Of(times, Stopwatch.GetElapsedTime(started), failed);
    }

    /// <summary>A client that keeps so many connections open and carries the key on each request.</summary>
    public static HttpClient Client(Uri server, string key, int connections)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }
}
