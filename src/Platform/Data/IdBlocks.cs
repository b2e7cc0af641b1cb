using Entrepot.Platform.Faults;

namespace Entrepot.Platform.Data;

/// <summary>
/// Hands out ids from blocks taken from the database, so that a batch is linked up before it is written. Ids are unique
/// over all tables of the database, rise with time within one process, and over several processes to within
/// <see cref="FreshFor"/>: what is in the order of ids is in the order of arrival.
/// </summary>
public sealed class IdBlocks(TimeProvider clock)
{
    /// <summary>
    /// Many times what one unit of work takes. At a block every few seconds, four processes need eighty years to reach
    /// 2⁵³, up to which programs that read our JSON count exactly.
    /// </summary>
    public const long BlockSize = 1L << 22;

    /// <summary>A process that kept its block longer would give what arrives now the numbers of hours ago.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    private Block block = new(0, 0, 0);
    private int isTaking;

    /// <summary>Takes another block where this one has grown old or is half used up. Called before each unit of work, which has at least half a block then.</summary>
    /// <param name="take">Takes a block from the database and answers its first id.</param>
    public async Task KeepFreshAsync(Func<Task<long>> take)
    {
        if (!IsDue || Interlocked.Exchange(ref isTaking, 1) == 1) return;
        try
        {
            var first = await take();
            CrashPoints.Pass(nameof(IdBlocks), "after", "take");
            Volatile.Write(ref block, new(first, first + BlockSize, clock.GetTimestamp()));
        }
        finally
        {
            Volatile.Write(ref isTaking, 0);
        }
    }

    public long Next() => Volatile.Read(ref block).Next();

    /// <summary>Whether a block has to be taken before the next unit of work.</summary>
    internal bool IsDue => Volatile.Read(ref block) is var current && (current.Left < BlockSize / 2 || clock.GetElapsedTime(current.TakenAt) >= FreshFor);

    /// <summary>Whether what is left is enough for many units of work.</summary>
    internal bool LastsLong => Volatile.Read(ref block).Left >= BlockSize / 2;

    private sealed class Block(long first, long end, long takenAt)
    {
        private long next = first;

        public long TakenAt => takenAt;
        public long Left => end - Volatile.Read(ref next);

        public long Next()
        {
            var id = Interlocked.Increment(ref next);
            return id < end ? id : throw new InvalidOperationException("The block of ids is used up: a unit of work may take two million.");
        }
    }
}
