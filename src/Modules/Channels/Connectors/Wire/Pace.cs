using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Wire;

/// <summary>How often one operation may be called for one shop (<c>Rules/channel-limits.tsv</c>).</summary>
/// <param name="RatePpm">Calls per second, in millionths.</param>
internal sealed record CallLimit(long RatePpm, long Burst)
{
    private static readonly FrozenDictionary<(string Kind, string Operation), CallLimit> All = Read();

    /// <summary>Of the operation, else of the marketplace; the same for everybody where neither is written down.</summary>
    public static CallLimit Of(string kind, string operation) =>
        All.TryGetValue((kind, operation), out var own) ? own : All.TryGetValue((kind, "*"), out var common) ? common : All[("*", "*")];

    private static FrozenDictionary<(string, string), CallLimit> Read() => RuleFile.Rows(typeof(CallLimit).Assembly, "channel-limits.tsv")
        .ToFrozenDictionary(row => (row[0], row[1]), row => new CallLimit(long.Parse(row[2], CultureInfo.InvariantCulture), long.Parse(row[3], CultureInfo.InvariantCulture)));
}

/// <summary>What is left of one operation's allowance.</summary>
/// <param name="TokensPpm">Calls that may begin at once, in millionths, as of <paramref name="At"/>.</param>
/// <param name="NotBefore">The marketplace asked to be left alone until then.</param>
internal sealed record PaceState(string Operation, long TokensPpm, DateTime At, DateTime NotBefore);

/// <summary>The allowances of one shop: a bucket for each operation that fills with time. Kept with the shop, so that a restart does not forget what was asked.</summary>
internal sealed class PaceBook
{
    private const long One = 1_000_000;

    private readonly Lock sync = new();
    private readonly Dictionary<string, PaceState> states;

    public PaceBook(IEnumerable<PaceState> kept) => states = kept.ToDictionary(state => state.Operation, StringComparer.Ordinal);

    public IReadOnlyList<PaceState> Kept
    {
        get
        {
            lock (sync) return [.. states.Values.OrderBy(state => state.Operation, StringComparer.Ordinal)];
        }
    }

    /// <summary>Takes one call; or says how long to wait for it, and takes nothing.</summary>
    public TimeSpan Take(string operation, CallLimit limit, DateTime now)
    {
        lock (sync)
        {
            var state = states.GetValueOrDefault(operation) ?? new(operation, limit.Burst * One, now, DateTime.MinValue);
            var passed = now > state.At ? now - state.At : TimeSpan.Zero; // A clock that is put back fills nothing.
            var filled = (Int128)state.TokensPpm + ((Int128)passed.Ticks * limit.RatePpm / TimeSpan.TicksPerSecond);
            var tokens = (long)Int128.Min(filled, (Int128)limit.Burst * One);
            var quiet = state.NotBefore > now ? state.NotBefore - now : TimeSpan.Zero;
            if (quiet == TimeSpan.Zero && tokens >= One)
            {
                states[operation] = state with { TokensPpm = tokens - One, At = now };
                return TimeSpan.Zero;
            }

            var missing = Math.Max(0, One - tokens);
            var filling = TimeSpan.FromTicks((long)Int128.Min(long.MaxValue / 2, ((Int128)missing * TimeSpan.TicksPerSecond / Math.Max(1, limit.RatePpm)) + 1));
            return quiet > filling || missing == 0 ? quiet : filling;
        }
    }

    /// <summary>The marketplace asked for a rest: nothing is left of the allowance.</summary>
    public void Rest(string operation, TimeSpan wait, DateTime now)
    {
        lock (sync) states[operation] = new(operation, One, now, now + wait); // One call when the rest is over.
    }
}
