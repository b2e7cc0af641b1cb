using Entrepot.Kernel;

namespace Entrepot.Platform.Backup;

/// <summary>How a restored copy is looked at: what opens a database as the product does lies above this.</summary>
public interface IRestoredLook
{
    /// <summary>The newest migration that this program knows, for a database of the same engine.</summary>
    Task<string> NewestSchemaAsync(string database);

    /// <summary>Brings the copy to the newest schema and checks every promise in it.</summary>
    /// <param name="isCell">Whether it was one beside the home.</param>
    /// <returns>What is wrong, for people; nothing where every promise holds.</returns>
    Task<IReadOnlyList<string>> LookAsync(string database, string keysFolder, bool isCell, CancellationToken ct);
}

/// <param name="IsChecked">Whether it is restored into a throw-away place and verified there.</param>
/// <param name="Keep">What stays afterwards; null removes nothing.</param>
/// <param name="IsDryRun">Only says what would go.</param>
public sealed record BackupOrder(IReadOnlyList<IBackupPlace> Places, bool IsChecked, KeepRule? Keep, bool IsDryRun);

/// <param name="Took">Copying and putting it in its places.</param>
/// <param name="Drill">Null where it was not checked.</param>
public sealed record BackupDone(BackupManifest Manifest, TimeSpan Took, DrillResult? Drill, IReadOnlyList<(IBackupPlace Place, string Id)> Removed)
{
    public bool IsGood => Drill is null or { Wrong.Count: 0 };
}

/// <summary>One whole backup: made, put in its places, proven by restoring it, and old ones let go. The same by hand and by the clock.</summary>
public sealed class BackupJob(BackupSource source, BackupSecret secret, IRestoredLook look, TimeProvider clock)
{
    /// <param name="scratch">A folder of its own.</param>
    /// <exception cref="BackupException">It could not be made, put or restored.</exception>
    public async Task<BackupDone> RunAsync(BackupOrder order, string scratch, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var manifest = await new MakeBackup(source, secret, clock).RunAsync(order.Places, scratch, ct);
        var took = clock.GetElapsedTime(started);
        var drill = order.IsChecked || order.Keep is not null ? await ProveAsync(order.Places, manifest, scratch, ct) : null;
        return new(manifest, took, drill, order.Keep is { } rule && drill is { Wrong.Count: 0 } ? await RemoveAsync(order, rule, ct) : []);
    }

    /// <summary>Restores a backup into a throw-away place and notes where it was right.</summary>
    /// <param name="into">See <see cref="Drill"/>.</param>
    public async Task<DrillResult> CheckAsync(IBackupPlace place, BackupManifest manifest, string? into, string scratch, CancellationToken ct)
    {
        var drill = await new Drill(place, secret, source.Database, clock, (database, keys, token) => look.LookAsync(database, keys, source.IsCell, token)).RunAsync(manifest, into, await look.NewestSchemaAsync(source.Database), scratch, ct);
        if (drill.Wrong.Count == 0) await MarkAsync(place, manifest, drill, scratch, ct);
        return drill;
    }

    /// <summary>In further places its bytes are compared.</summary>
    private async Task<DrillResult> ProveAsync(IReadOnlyList<IBackupPlace> places, BackupManifest manifest, string scratch, CancellationToken ct)
    {
        var drill = await CheckAsync(places[0], manifest, null, scratch, ct);
        foreach (var other in places.Skip(1))
        {
            await new RestoreBackup(other, secret).CompareAsync(manifest, ct);
            if (drill.Wrong.Count == 0) await MarkAsync(other, manifest, drill, scratch, ct);
        }

        return drill;
    }

    private Task MarkAsync(IBackupPlace place, BackupManifest manifest, DrillResult drill, string scratch, CancellationToken ct) =>
        Backups.MarkCheckedAsync(place, manifest.Id, new(clock.GetUtcNow().UtcDateTime, drill.RestoreTook.TotalSeconds, manifest.Rows.Values.Sum()), scratch, ct);

    private async Task<List<(IBackupPlace Place, string Id)>> RemoveAsync(BackupOrder order, KeepRule rule, CancellationToken ct)
    {
        var removed = new List<(IBackupPlace, string)>();
        foreach (var place in order.Places)
            removed.AddRange((await Retention.ApplyAsync(place, rule, clock.GetUtcNow().UtcDateTime, order.IsDryRun, ct)).Select(id => (place, id)));
        return removed;
    }
}
