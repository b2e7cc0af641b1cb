using System.Net;
using Entrepot.Identity.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Identity.Security;

/// <summary>
/// Slows down guessing over many user names from one address; the lock-out of a user does not see that. Counted in the
/// database: with more processes nobody may try more often.
/// </summary>
internal sealed class SignInLimiter(Databases databases, TimeProvider clock)
{
    /// <summary>A shift that starts behind one office address signs in within a few minutes; a guesser wants thousands.</summary>
    public const int PerMinuteMax = 30;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public async Task<bool> AllowsAsync(IPAddress? address, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (at, before) = (Timestamps.ToStored(now), Timestamps.ToStored(now - Window));
        await using var scope = databases.Open(databases.Home);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(default, ct); // Of no company: nobody knows yet which one it will be.
        await db.QueryAsync(SignInSql.ForgetOld, _ => true, ct, before);
        var attempts = (await db.QueryAsync(SignInSql.Count, row => row.GetInt64(0), ct, Hashing.Sha256((address ?? IPAddress.None).ToString()), at))[0];
        await unit.CommitAsync(ct);
        return attempts <= PerMinuteMax;
    }
}
