using System.Diagnostics;
using Entrepot.Kernel;

namespace Entrepot.Platform.Backup;

/// <summary>Restores a backup into a throw-away place, looks at everything there, and says how long it took and what would have been lost.</summary>
/// <param name="database">The running database, beside which a throw-away one is made where the engine needs a server.</param>
/// <param name="look">Opens the restored database as the product does (address, folder of the keys) and answers what is wrong in it.</param>
public sealed class Drill(IBackupPlace place, BackupSecret secret, string database, TimeProvider clock, Func<string, string, CancellationToken, Task<IReadOnlyList<string>>> look)
{
    /// <param name="into">The throw-away database's address; null for one of its own.</param>
    /// <exception cref="BackupException">It cannot be restored.</exception>
    public async Task<DrillResult> RunAsync(BackupManifest manifest, string? into, string newestSchema, string scratch, CancellationToken ct)
    {
        var live = DatabaseCopy.Of(database);
        var name = $"{manifest.Id}-{Chance.Below(1 << 20):x5}";
        var address = into ?? live.Throwaway(scratch, name);
        var target = DatabaseCopy.Of(address);
        var keys = Path.Combine(scratch, name, "keys");
        var started = Stopwatch.GetTimestamp();
        if (into is not null && await target.TablesAsync(ct) > 0) throw new BackupException($"{target.Where} is not empty. A drill needs an empty database: it is removed afterwards.");
        try
        {
            await new RestoreBackup(place, secret).RunAsync(manifest, new(address, keys, Overwrite: false, newestSchema), scratch, ct);
            var restored = Stopwatch.GetElapsedTime(started);
            var wrong = await look(address, keys, ct);
            var lastCommit = live.Engine == manifest.Engine && await live.TablesAsync(ct) > 0 ? await live.LastChangeAsync(clock.GetUtcNow().UtcDateTime, ct) : null;
            return new(manifest, restored, Stopwatch.GetElapsedTime(started), lastCommit, wrong);
        }
        finally
        {
            await target.DropAsync(CancellationToken.None);
        }
    }
}

/// <param name="RestoreTook">Fetching, proving and filling: until then nobody could have worked.</param>
/// <param name="LastCommitAt">The newest change in the running database, UTC; null when it cannot be asked.</param>
/// <param name="Wrong">Promises that the restored database breaks.</param>
public sealed record DrillResult(BackupManifest Manifest, TimeSpan RestoreTook, TimeSpan Took, DateTime? LastCommitAt, IReadOnlyList<string> Wrong)
{
    /// <summary>What would have been lost had the database gone now: from the backup's moment to its last change; zero when nothing came after.</summary>
    public TimeSpan? Lost => LastCommitAt is { } last ? last > Manifest.TakenAt ? last - Manifest.TakenAt : TimeSpan.Zero : null;
}
