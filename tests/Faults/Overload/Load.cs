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
    private readonly Arrivals arrivals = new();
    private int serial;
    private int under;

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
        arrivals.Dispose();
    }

    private static Task<Outcome> OnThreadAsync(Func<Outcome> run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <param name="due">How many more to send now, by the time that has passed and the number of those under way.</param>
    private Outcome Run(TimeSpan time, Func<TimeSpan, int, int> due)
    {
        var (tally, begun, lookAgain) = (new Tally(), Stopwatch.GetTimestamp(), TimeSpan.Zero);
        while (Stopwatch.GetElapsedTime(begun) is var passed && passed < time)
        {
            for (var more = due(passed, under); more > 0; more--) Send(tally);
            Take(tally);
            if (passed < lookAgain) continue;
            GiveUp(tally);
            lookAgain = passed + CallerPatience / 20;
        }

        var seconds = Stopwatch.GetElapsedTime(begun);
        for (var last = Stopwatch.GetTimestamp(); under > 0 && Stopwatch.GetElapsedTime(last) < CallerPatience;) Take(tally);
        GiveUp(tally);
        return tally.Of(seconds);
    }

    private void Send(Tally tally)
    {
        tally.Sent++;
        if (!free.TryPop(out var caller))
        {
            if (all.Count == CallersMax)
            {
                tally.Late++; // All of them wait for an answer.
                return;
            }

            all.Add(caller = new(address, key, DateTime.UtcNow, arrivals));
        }

        caller.Send(++serial);
        under++;
    }

    /// <summary>What has come by now, or comes within a millisecond.</summary>
    private void Take(Tally tally)
    {
        foreach (var caller in arrivals.Next())
        {
            if (!caller.IsWaiting) Drop(caller); // Nothing can come but that the server has hung up.
            else if (caller.Look() is { } answer) End(caller, answer, tally);
        }
    }

    private void End(Caller caller, Answer answer, Tally tally)
    {
        under--;
        tally.Add(answer, caller.Waited);
        if (answer.IsBroken) Forget(caller);
        else free.Push(caller);
    }

    private void GiveUp(Tally tally)
    {
        foreach (var caller in all.FindAll(caller => caller.IsWaiting && caller.Waited >= CallerPatience))
        {
            under--;
            tally.Late++;
            Forget(caller);
        }
    }

    private void Drop(Caller caller)
    {
        var others = free.Where(one => one != caller).ToArray();
        free.Clear();
        foreach (var other in others) free.Push(other);
        Forget(caller);
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

        public void Add(Answer answer, TimeSpan after)
        {
            if (answer.Status is 200 or 201) taken++;
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
