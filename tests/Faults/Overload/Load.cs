using System.Diagnostics;
using System.Globalization;

namespace Entrepot.Faults.Overload;

/// <summary>What became of the calls of one phase.</summary>
/// <param name="Sent">Calls that were begun.</param>
/// <param name="Taken">Orders that were acknowledged.</param>
/// <param name="Told">Told to come back: 429 or 503, with Retry-After.</param>
/// <param name="Bad">Everything else: other answers, or told to come back without saying when.</param>
/// <param name="Late">No answer within the caller's patience.</param>
/// <param name="ToldSlowestSeconds">How long the slowest of those who were told had waited for it; of a hundred, all but one had waited no longer than <paramref name="ToldP99Seconds"/>.</param>
internal sealed record Outcome(int Sent, int Taken, int Told, int Bad, int Late, double Seconds, double ToldSlowestSeconds, double ToldP99Seconds, string Example)
{
    public double Goodput => Taken / Seconds;
    public double Offered => Sent / Seconds;
}

/// <summary>
/// Callers who each send one order and do not repeat it, all on one thread. The server shares two processors with them, so they
/// must cost little: what they took, it could not have.
/// </summary>
internal sealed class Load(string server, string key) : IDisposable
{
    /// <summary>Programs that call us give up after five to thirty seconds.</summary>
    private static readonly TimeSpan CallerPatience = TimeSpan.FromSeconds(10);

    private const int CallersMax = 4_000;

    private readonly Uri address = new(server);
    private readonly Stack<Caller> free = new();
    private readonly List<Caller> all = [];
    private int serial;

    /// <summary>So many callers, each of whom sends the next order when the last was answered: as much as the server can do.</summary>
    public Task<Outcome> ClosedAsync(int callers, TimeSpan time) => OnThreadAsync(() => Run(time, (_, under) => callers - under));

    /// <summary>So many orders a second, whether the server keeps up or not.</summary>
    public Task<Outcome> OpenAsync(double perSecond, TimeSpan time)
    {
        var sent = 0;
        return OnThreadAsync(() => Run(time, (passed, _) =>
        {
            var due = (int)(passed.TotalSeconds * perSecond) - sent;
            sent += due;
            return due;
        }));
    }

    public void Dispose()
    {
        foreach (var caller in all) caller.Dispose();
    }

    private static Task<Outcome> OnThreadAsync(Func<Outcome> run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <param name="due">How many more to send now, by the time that has passed and the number of those under way.</param>
    private Outcome Run(TimeSpan time, Func<TimeSpan, int, int> due)
    {
        var (tally, under) = (new Tally(), new List<Caller>());
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) is var passed && passed < time)
        {
            Sweep(under, tally);
            for (var more = due(passed, under.Count); more > 0; more--) Send(under, tally);
            Thread.Sleep(1);
        }

        var seconds = Stopwatch.GetElapsedTime(begun);
        while (under.Count > 0)
        {
            Sweep(under, tally);
            Thread.Sleep(1);
        }

        return tally.Of(seconds);
    }

    private void Send(List<Caller> under, Tally tally)
    {
        tally.Sent++;
        if (!free.TryPop(out var caller))
        {
            if (all.Count == CallersMax)
            {
                tally.Late++; // All of them wait for an answer.
                return;
            }

            all.Add(caller = new(address, key, DateTime.UtcNow));
        }

        caller.Send(++serial);
        under.Add(caller);
    }

    private void Sweep(List<Caller> under, Tally tally)
    {
        var left = 0;
        for (var i = 0; i < under.Count; i++)
        {
            var caller = under[i];
            var answer = caller.Look();
            if (answer is null && caller.Waited < CallerPatience)
            {
                under[left++] = caller;
                continue;
            }

            if (answer is { IsBroken: false }) free.Push(caller);
            else Forget(caller);
            tally.Add(answer, caller.Waited);
        }

        under.RemoveRange(left, under.Count - left);
    }

    private void Forget(Caller caller)
    {
        all.Remove(caller);
        caller.Dispose();
    }

    private sealed class Tally
    {
        private readonly List<double> toldAfter = [];
        private int taken;
        private int bad;
        private string example = "";

        public int Sent { get; set; }
        public int Late { get; set; }

        public void Add(Answer? answer, TimeSpan after)
        {
            if (answer is null) Late++;
            else if (answer.Status is 200 or 201) taken++;
            else if (answer.Status is 429 or 503 && answer.SaysWhen) toldAfter.Add(after.TotalSeconds);
            else
            {
                bad++;
                example = answer.IsBroken ? "a connection that broke" : string.Create(CultureInfo.InvariantCulture, $"status {answer.Status}");
            }
        }

        public Outcome Of(TimeSpan time)
        {
            toldAfter.Sort();
            return new(Sent, taken, toldAfter.Count, bad, Late, time.TotalSeconds, toldAfter.LastOrDefault(), toldAfter.Count == 0 ? 0 : toldAfter[toldAfter.Count * 99 / 100], example);
        }
    }
}
