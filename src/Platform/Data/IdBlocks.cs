namespace Entrepot.Platform.Data;

/// <summary>
/// Hands out ids from blocks taken from the database, so that a batch is linked up before it is written.
/// Ids rise with time within one process and are unique over all tables of the database.
/// </summary>
public sealed class IdBlocks
{
    /// <summary>One block lasts a process for weeks; a process takes one at start and loses its rest at exit (2⁶³ is plenty).</summary>
    public const long BlockSize = 1L << 32;

    private long next;
    private long end;

    /// <summary>Gives this process its block; called once, before any work.</summary>
    public void Start(long first)
    {
        next = first;
        end = first + BlockSize;
    }

    public long Next()
    {
        var id = Interlocked.Increment(ref next);
        return id < end ? id : throw new InvalidOperationException("The block of ids is used up: restart this process to take another.");
    }
}
