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
        watch.Latest.ShouldHaveSingleItem().ShouldBe(new("home", null, 0, false, IsLate: true));

        Put(TestDatabase.Noon.AddHours(-30));
        Put(TestDatabase.Noon.AddHours(-25));
        await watch.LookAsync(CancellationToken.None);
        watch.Latest.ShouldHaveSingleItem().ShouldBe(new("home", TestDatabase.Noon.AddHours(-25), 7, false, IsLate: false));

        clock.Now += TimeSpan.FromHours(2);
        await watch.LookAsync(CancellationToken.None);
        watch.Latest[0].IsLate.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_no_place_is_set_nothing_is_looked_at()
    {
        var watch = AWatch("");
        await watch.LookAsync(CancellationToken.None);
        watch.Latest.ShouldBeEmpty();
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Where_the_server_checks_its_backups_one_that_was_not_checked_does_not_count()
    {
        var watch = AWatch(folder.FullName, ("At", "02:30"), ("Passphrase", "correct horse battery staple"));
        Put(TestDatabase.Noon.AddHours(-20));

        await watch.LookAsync(CancellationToken.None);

        watch.Latest[0].ShouldSatisfyAllConditions(seen => seen.TakenAt.ShouldBe(TestDatabase.Noon.AddHours(-20)), seen => seen.IsLate.ShouldBeTrue());
        await File.WriteAllTextAsync(Path.Combine(folder.GetDirectories().Single().FullName, "checked"), "{}", CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        watch.Latest[0].IsLate.ShouldBeFalse();
    }

    private BackupWatch AWatch(string place, params (string Name, string Value)[] also) => new(
        BackupSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Entrepot:Backup:To", place), .. also.Select(one => new KeyValuePair<string, string?>("Entrepot:Backup:" + one.Name, one.Value))]).Build()),
        () => ["home"], _ => Task.CompletedTask,
        new ServiceCollection().AddMetrics().AddSingleton<TimeProvider>(clock).AddSingleton<Signals>().BuildServiceProvider().GetRequiredService<Signals>(), clock, NullLogger<BackupWatch>.Instance);

    private void Put(DateTime at)
    {
        var secret = BackupSecret.OfPassphrase("correct horse battery staple");
        var manifest = new BackupManifest(BackupManifest.NewId(at, 1), at, "SQLite", "", "", "", 1, [], [new("database", 7, "", 9)], new(secret.Kind, 1, "00"));
        File.WriteAllBytes(Path.Combine(folder.CreateSubdirectory(manifest.Id).FullName, "manifest"), manifest.ToBytes(secret));
    }
}
