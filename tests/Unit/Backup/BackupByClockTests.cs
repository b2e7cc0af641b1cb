using Entrepot.Kernel;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Backup;

/// <summary>Backups by the clock: one for each occurrence, whichever process makes it, with a record of what became of it.</summary>
[Storage]
public sealed class BackupByClockTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-backup-clock-");
    private readonly ALook look = new();

    private string Place => Path.Combine(folder.FullName, "place");

    [Fact]
    public async Task Each_night_one_is_made_checked_and_noted_and_what_the_rule_lets_go_goes()
    {
        await using var database = await OpenAsync();
        await ArmAsync(database);
        (await RunAsync(database)).ShouldBe(0, "noon is not half past two");

        for (var night = 0; night < 4; night++)
        {
            database.Clock.Now = NextNight(database).AddMinutes(1);
            (await RunAsync(database)).ShouldBe(1);
            (await RunAsync(database)).ShouldBe(0, "once a night");
        }

        var runs = await RunsAsync(database);
        runs.Count.ShouldBe(4);
        runs.ShouldAllBe(run => run.IsGood && run.IsChecked && run.RowCount > 0 && run.Bytes > 0);
        runs.Sum(run => run.Removed).ShouldBe(2);
        (await Backups.ListAsync(BackupPlaces.Of(Place), Ct)).Found.Select(backup => backup.Manifest.Id).ShouldBe(runs.Take(2).Select(run => run.Backup));
    }

    [Fact]
    public async Task However_many_processes_work_there_is_one_for_the_installation_and_no_company_makes_a_second()
    {
        await using var database = await OpenAsync();
        await using var other = await OpenAsync(database.Address);
        await ArmAsync(database);
        await ArmAsync(other);
        database.Clock.Now = other.Clock.Now = NextNight(database).AddMinutes(1);

        await Task.WhenAll(RunAsync(database), RunAsync(other), RunAsync(database, TestDatabase.Theirs), RunAsync(other, TestDatabase.Theirs));

        (await RunsAsync(database)).ShouldHaveSingleItem().Cell.ShouldBe("home");
    }

    [Fact]
    public async Task One_that_is_not_right_when_restored_is_noted_as_failed_and_removes_nothing()
    {
        await using var database = await OpenAsync();
        await ArmAsync(database);
        look.Wrong = ["a planted fault"];

        database.Clock.Now = NextNight(database).AddMinutes(1);
        await RunAsync(database);

        (await RunsAsync(database)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            run => run.Error.ShouldContain("a planted fault"), run => run.IsChecked.ShouldBeFalse(), run => run.Removed.ShouldBe(0));
        database.Clock.Now += TimeSpan.FromSeconds(10);
        (await RunAsync(database)).ShouldBe(0, "the same again would be no better");
    }

    [Fact]
    public async Task One_whose_place_does_not_take_it_is_tried_again_and_is_there_once_it_does()
    {
        await using var database = await OpenAsync();
        await ArmAsync(database);
        await File.WriteAllTextAsync(Place, "a file where the folder should be", Ct);
        database.Clock.Now = NextNight(database).AddMinutes(1);
        (await RunAsync(database)).ShouldBe(1);
        (await RunsAsync(database))[0].Error.ShouldNotBeEmpty();

        File.Delete(Place);
        database.Clock.Now += TimeSpan.FromSeconds(10);
        (await RunAsync(database)).ShouldBe(1, "it is tried again");

        (await RunsAsync(database))[0].IsGood.ShouldBeTrue();
    }

    [Fact]
    public async Task Taken_over_from_a_process_that_died_after_making_it_it_is_not_made_again()
    {
        await using var database = await OpenAsync();
        await ArmAsync(database);
        database.Clock.Now = NextNight(database).AddMinutes(1);
        await using var scope = database.As(TestDatabase.Ours);
        var work = scope.ServiceProvider.GetServices<IExternalWork>().Single(one => one.Kind == MakeBackupByClock.WorkKind);
        var item = (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().ToListAsync(Ct)).Single(one => one.Kind == MakeBackupByClock.WorkKind);
        item.Attempts = 1;
        await work.CallAsync(item, Ct);

        item.Attempts = 2;
        await work.CallAsync(item, Ct);

        (await RunsAsync(database)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("02:30", "", "correct horse battery staple", "Entrepot__Backup__To")]
    [InlineData("02:30", "/somewhere", "", "always sealed")]
    [InlineData("half past two", "/somewhere", "correct horse battery staple", "02:30")]
    public void A_setting_that_lacks_something_is_named_when_the_server_starts(string at, string to, string passphrase, string named) =>
        Should.Throw<BackupException>(() => BackupSettings.Read(Settings(("At", at), ("To", to), ("Passphrase", passphrase)))).Message.ShouldContain(named);

    [Theory]
    [InlineData("02:30", 26)]
    [InlineData("0 3 * * 0", 7 * 24 + 2)]
    [InlineData("0 */6 * * *", 8)]
    public void It_is_late_two_hours_after_the_next_one_was_due(string at, int hours) =>
        BackupSettings.Read(Settings(("At", at), ("To", "/x"), ("Passphrase", "correct horse battery staple"))).LateAfter.ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public void A_repetition_belongs_to_the_occurrence_that_it_repeats()
    {
        var nightly = Cadence.DailyAt(new(2, 30), "UTC");
        MakeBackupByClock.Occurrence(nightly, new(2026, 11, 3, 2, 30, 0, DateTimeKind.Utc)).ShouldBe(new(2026, 11, 3, 2, 30, 0));
        MakeBackupByClock.Occurrence(nightly, new(2026, 11, 3, 2, 31, 24, DateTimeKind.Utc)).ShouldBe(new(2026, 11, 3, 2, 30, 0));
        MakeBackupByClock.Occurrence(Cadence.Cron("0 3 1 * *", "UTC"), new(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc)).ShouldBe(new(2026, 11, 1, 3, 0, 0));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<TestDatabase> OpenAsync(string? address = null)
    {
        var settings = Settings(("To", Place), ("At", "02:30"), ("Keep", "2d"), ("Passphrase", "correct horse battery staple"), ("Scratch", folder.FullName));
        var where = new string[1];
        void Also(IServiceCollection services) => services.AddBackups(settings).AddSingleton<IRestoredLook>(look).AddSingleton(_ => new BackupSource(where[0], "", "1.0"));
        var database = address is null ? await TestDatabase.CreateAsync(Also) : await TestDatabase.AtAsync(address, Also);
        where[0] = database.Address;
        return database;
    }

    private static DateTime NextNight(TestDatabase database) => Cadence.DailyAt(new(2, 30), "UTC").Next(database.Clock.Now);

    private static async Task ArmAsync(TestDatabase database)
    {
        foreach (var company in new[] { TestDatabase.Ours, TestDatabase.Theirs }) await database.Services.GetRequiredService<Schedules>().ArmAsync(company, Ct);
    }

    private static Task<int> RunAsync(TestDatabase database) => RunAsync(database, TestDatabase.Ours);

    /// <summary>Other schedules than backups are due at night too.</summary>
    private static async Task<int> RunAsync(TestDatabase database, TenantId company)
    {
        var before = await database.Services.GetRequiredService<BackupRuns>().ReadAsync(100, Ct);
        await database.Services.GetRequiredService<WorkRunner>().RunDueAsync(company, Ct);
        return (await database.Services.GetRequiredService<BackupRuns>().ReadAsync(100, Ct)).Count - before.Count;
    }

    private static Task<IReadOnlyList<BackupRun>> RunsAsync(TestDatabase database) => database.Services.GetRequiredService<BackupRuns>().ReadAsync(100, Ct);

    private static IConfiguration Settings(params (string Name, string Value)[] all) =>
        new ConfigurationBuilder().AddInMemoryCollection(all.Select(one => new KeyValuePair<string, string?>("Entrepot:Backup:" + one.Name, one.Value))).Build();

    private sealed class ALook : IRestoredLook
    {
        public IReadOnlyList<string> Wrong { get; set; } = [];

        public Task<string> NewestSchemaAsync(string database) => Task.FromResult("9999");

        public Task<IReadOnlyList<string>> LookAsync(string database, string keysFolder, bool isCell, CancellationToken ct) => Task.FromResult(Wrong);
    }
}
