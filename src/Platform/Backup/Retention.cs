namespace Entrepot.Platform.Backup;

/// <summary>Removes what a rule lets go, and what was broken off long ago.</summary>
public static class Retention
{
    /// <summary>A backup that is still being put takes less.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <summary>To be called after the newest backup has been checked.</summary>
    /// <returns>What went, or would go.</returns>
    public static async Task<IReadOnlyList<string>> ApplyAsync(IBackupPlace place, KeepRule rule, DateTime now, bool isDryRun, CancellationToken ct)
    {
        var list = await Backups.ListAsync(place, ct);
        var go = rule.Superfluous(list.Found, now).Select(backup => backup.Manifest.Id)
            .Concat(list.Unfinished.Where(id => Backups.TimeOf(id) < now - AbandonedAfter)).ToList();
        if (isDryRun) return go;

        foreach (var id in go) await Backups.RemoveAsync(place, id, ct);
        await place.TidyAsync(now - AbandonedAfter, ct);
        return go;
    }
}
