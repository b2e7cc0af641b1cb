using System.Text;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Http;

/// <summary>
/// On a route: it looks its keys up itself, in the unit of work that stores the effect, and stores the answer there too, so
/// that a call with an Idempotency-Key costs no look-up and no commit of its own. The route finds its <see cref="KeyedCall"/>
/// among the request's features.
/// </summary>
public sealed class LooksKeysUpItself
{
    public static readonly LooksKeysUpItself Metadata = new();
}

/// <summary>A call with an Idempotency-Key, on its way to the unit of work that it shares with others.</summary>
public sealed class KeyedCall
{
    internal KeyedCall(IdempotencyRow run) => Run = run;

    internal IdempotencyRow Run { get; }

    /// <summary>What stands under the key; null when nothing does, or nobody has looked yet.</summary>
    internal IdempotencyRow? Given { get; set; }

    /// <summary>Whether the answer was stored with the effect.</summary>
    internal bool IsKept { get; set; }

    /// <summary>An earlier call with this key has been carried out: do nothing and answer nothing, its answer is given again.</summary>
    public bool IsAnswered => Given is not null;

    /// <summary>For an effect in the request's own unit of work: looks before it begins. Another process that is faster makes the commit fail.</summary>
    public async Task<bool> LookUpAsync(EntrepotDb db, CancellationToken ct)
    {
        Find(await db.Set<IdempotencyRow>().Where(row => row.Key == Run.Key).ToListAsync(ct));
        return IsAnswered;
    }

    internal void Find(IReadOnlyList<IdempotencyRow> stored) =>
        Given = stored.FirstOrDefault(row => row.Key == Run.Key && row.At >= Run.At - IdempotencyRules.On(Run.At).KeptFor);
}

/// <summary>The calls that share this scope's unit of work, in the order of what it does for them; none of them unless somebody says so.</summary>
public sealed class KeyedCalls(EntrepotDb db, TimeProvider clock)
{
    private IReadOnlyList<KeyedCall?> calls = [];

    /// <param name="shared">Null where a call has no key.</param>
    public void Are(IReadOnlyList<KeyedCall?> shared) => calls = shared;

    /// <summary>Looks all keys up. To be called in the unit of work, when its turn has come: nobody else takes one of them until the commit.</summary>
    public async Task FindAsync(CancellationToken ct)
    {
        var keyed = calls.OfType<KeyedCall>().ToList();
        if (keyed.Count == 0) return;

        var keys = keyed.Select(call => call.Run.Key).ToArray();
        var stored = await db.Set<IdempotencyRow>().Where(row => keys.Contains(row.Key)).ToListAsync(ct);
        foreach (var call in keyed) call.Find(stored);
    }

    /// <summary>Whether nothing is to be done for call number <paramref name="i"/>.</summary>
    public bool IsAnswered(int i) => i < calls.Count && calls[i]?.IsAnswered == true;

    /// <summary>Stores the answer of call number <paramref name="i"/> with the unit of work; nothing where it has no key.</summary>
    /// <param name="body">No secret: it is stored in clear, where sealing it would keep everybody else from the turn.</param>
    public void Keep(int i, int status, string contentType, Func<byte[]> body)
    {
        if (i >= calls.Count || calls[i] is not { } call) return;
        KeptAnswers.Keep(db, call.Run with { Status = status, ContentType = contentType, Body = Encoding.Latin1.GetString(body()), At = clock.GetUtcNow().UtcDateTime });
        call.IsKept = true; // Of no account unless the unit of work is committed: the call fails otherwise.
    }
}
