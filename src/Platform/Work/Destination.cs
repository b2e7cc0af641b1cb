using System.Net.Sockets;
using System.Threading.RateLimiting;
using Entrepot.Kernel;
using Polly;
using Polly.CircuitBreaker;

namespace Entrepot.Platform.Work;

/// <summary>Closed: calls go out as usual. HalfOpen: one call tries. Open: nobody calls.</summary>
public enum BreakerState { Closed, HalfOpen, Open }

/// <summary>
/// One place in the world that is called, such as a carrier's production system: how many calls at once, how many in a
/// second, and whether it answers at all. Companies share it fairly.
/// </summary>
internal sealed class Destination : IDisposable
{
    private readonly Lock sync = new();
    private readonly Dictionary<TenantId, int> runningOf = [];
    private readonly HashSet<TenantId> wanting = [];
    private readonly DestinationRule rule;
    private readonly Steady clock;
    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline<object> breaker;
    private readonly TokenBucketRateLimiter rate;
    private int running;
    private DateTimeOffset openUntil;

    public Destination(string name, DestinationRule rule, TimeProvider clock)
    {
        (Name, this.rule, this.clock) = (name, rule, new(clock));
        breaker = new ResiliencePipelineBuilder<object> { TimeProvider = this.clock }.AddCircuitBreaker(new()
        {
            FailureRatio = rule.FailuresPpm / 1e6,
            MinimumThroughput = rule.CallsMin,
            SamplingDuration = TimeSpan.FromSeconds(rule.SampleSeconds),
            BreakDurationGenerator = args => ValueTask.FromResult(Pause(args.HalfOpenAttempts)),
            ShouldHandle = args => ValueTask.FromResult((args.Outcome.Exception ?? (args.Outcome.Result as Unanswered)?.Why) is { } exception && IsUnreachable(exception)),
            StateProvider = state,
            OnOpened = args =>
            {
                openUntil = this.clock.GetUtcNow() + args.BreakDuration;
                return default;
            },
        }).Build();
        rate = new(new() { TokenLimit = rule.Burst, TokensPerPeriod = rule.CallsPerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 });
    }

    public string Name { get; }

    public int Running => Volatile.Read(ref running);

    public int CallsAtOnce => rule.CallsAtOnce;

    public BreakerState Breaker => state.CircuitState switch
    {
        CircuitState.Closed => BreakerState.Closed,
        CircuitState.HalfOpen => BreakerState.HalfOpen,
        _ => BreakerState.Open,
    };

    /// <summary>How long it stays open; zero when it is not, or one may try.</summary>
    public TimeSpan OpenFor => Breaker == BreakerState.Open && openUntil > clock.GetUtcNow() ? openUntil - clock.GetUtcNow() : TimeSpan.Zero;

    /// <summary>Whether only the rate holds calls back, which passes within a second.</summary>
    public bool IsThrottled => Breaker == BreakerState.Closed && Running < rule.CallsAtOnce && rate.GetStatistics()?.CurrentAvailablePermits is 0;

    /// <summary>Says whether the company has something for it that is due.</summary>
    public void Wants(TenantId tenant, bool isWanting)
    {
        lock (sync) _ = isWanting ? wanting.Add(tenant) : wanting.Remove(tenant);
    }

    /// <summary>How many calls the company may begin now: the bulkhead's free places, of which it has no more than its share while others want some too.</summary>
    public int Room(TenantId tenant)
    {
        lock (sync)
        {
            var others = wanting.Count(other => other != tenant);
            var share = Math.Max(1, rule.CallsAtOnce / (others + 1));
            var free = Math.Min(rule.CallsAtOnce - running, share - runningOf.GetValueOrDefault(tenant));
            free = (int)Math.Min(free, rate.GetStatistics()?.CurrentAvailablePermits ?? free);
            return Breaker switch
            {
                BreakerState.Closed => Math.Max(0, free),
                BreakerState.Open when OpenFor == TimeSpan.Zero && running == 0 => Math.Min(1, free), // The one that tries.
                _ => 0,
            };
        }
    }

    /// <summary>Takes a place for one call, and gives it back when disposed.</summary>
    public IDisposable Enter(TenantId tenant)
    {
        lock (sync)
        {
            running++;
            runningOf[tenant] = runningOf.GetValueOrDefault(tenant) + 1;
        }

        return new Place(this, tenant, rate.AttemptAcquire());
    }

    /// <exception cref="BrokenCircuitException">It does not answer, so the call was not made.</exception>
    public async Task<object> CallAsync(Func<CancellationToken, Task<object>> call, CancellationToken ct) => await breaker.ExecuteAsync(async token => await call(token), ct);

    public void Dispose() => rate.Dispose();

    /// <summary>Doubled with each try that failed, and up to a quarter longer, so that processes do not come back together.</summary>
    private TimeSpan Pause(int tries)
    {
        var seconds = Math.Min(rule.OpenSecondsMax, rule.OpenSeconds * Math.Pow(2, Math.Min(tries, 16)));
        return TimeSpan.FromSeconds(seconds * (1 + (Chance.Below(250) / 1000.0)));
    }

    /// <summary>The other side is down, slow or overwhelmed. A fault in the item itself says nothing about it.</summary>
    private static bool IsUnreachable(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status is >= 500 or 408 or 429,
        HttpRequestException or TimeoutException or OperationCanceledException or SocketException or IOException => true,
        _ => false,
    };

    private void Leave(TenantId tenant)
    {
        lock (sync)
        {
            running--;
            if (--runningOf[tenant] == 0) runningOf.Remove(tenant);
        }
    }

    private sealed class Place(Destination destination, TenantId tenant, RateLimitLease permit) : IDisposable
    {
        public void Dispose()
        {
            permit.Dispose();
            destination.Leave(tenant);
        }
    }

    /// <summary>A clock that is put back an hour would keep a breaker open for an hour.</summary>
    private sealed class Steady(TimeProvider clock) : TimeProvider
    {
        private readonly DateTimeOffset began = clock.GetUtcNow();
        private readonly long counter = clock.GetTimestamp();

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => began + clock.GetElapsedTime(counter);

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
    }
}
