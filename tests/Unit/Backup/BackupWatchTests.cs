using Entrepot.Platform.Backup;
using Entrepot.Platform.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Backup;

/// <summary>A timer that stopped shows before a backup is needed.</summary>
public sealed class BackupWatchTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-backup-watch-");
    private readonly TestDatabase.FixedClock clock = new();

    [Fact]
    public async Task The_newest_backup_is_shown_and_one_that_is_too_old_is_late()
    {
        var watch = AWatch(folder.FullName);
        await watch.LookAsync(CancellationToken.None);
        watch.Latest.ShouldBe(new(null, 0, false, IsLate: true));

        Put(TestDatabase.Noon.AddHours(-30));
        Put(TestDatabase.Noon.AddHours(-25));
        await watch.LookAsync(CancellationToken.None);
        watch.Latest.ShouldBe(new(TestDatabase.Noon.AddHours(-25), 7, false, IsLate: false));

        clock.Now += TimeSpan.FromHours(2);
        await watch.LookAsync(CancellationToken.None);
        watch.Latest!.IsLate.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_no_place_is_set_nothing_is_looked_at()
    {
        var watch = AWatch("");
        await watch.LookAsync(CancellationToken.None);
        watch.Latest.ShouldBeNull();
    }

    public void Dispose() => folder.Delete(recursive: true);

    private BackupWatch AWatch(string place) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Entrepot:Backup:To", place)]).Build(),
        new ServiceCollection().AddMetrics().AddSingleton<Signals>().BuildServiceProvider().GetRequiredService<Signals>(), clock, NullLogger<BackupWatch>.Instance);

    private void Put(DateTime at)
    {
        var secret = BackupSecret.OfPassphrase("correct horse battery staple");
        var manifest = new BackupManifest(BackupManifest.NewId(at, 1), at, "SQLite", "", "", "", 1, [], [new("database", 7, "", 9)], new(secret.Kind, 1, "00"));
        File.WriteAllBytes(Path.Combine(folder.CreateSubdirectory(manifest.Id).FullName, "manifest"), manifest.ToBytes(secret));
    }
}
