using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entrepot.Unit.Work;

/// <summary>A disk that is full is nobody's fault: work waits as long as it lasts, and the process says that it cannot write.</summary>
[Storage]
public sealed class FullDiskTests
{
    public static TheoryData<Exception> FullDisks =>
    [
        new SqliteException("database or disk is full", 13),
        new SqliteException("disk I/O error", 10),
        new PostgresException("could not extend file \"base/16384/16400\": No space left on device", "ERROR", "ERROR", "53100"),
        new PostgresException("could not read block 7", "ERROR", "ERROR", "58030"),
    ];

    [Theory]
    [MemberData(nameof(FullDisks), DisableDiscoveryEnumeration = true)]
    public async Task Work_that_meets_a_full_disk_is_not_counted_against_and_is_done_when_there_is_room(Exception full)
    {
        Exception? disk = full;
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.step", "1", "2");
        var process = await town.StartAsync(services => services.AddScoped<IWorkHandler>(_ => new Inside("test.step", (_, _) => disk is null ? Task.CompletedTask : Task.FromException(disk))));

        for (var time = 0; time <= WorkRunner.AttemptsMax; time++) (await Should.ThrowAsync(() => process.TurnAsync(), full.GetType())).ShouldBe(full);

        (await town.ItemsAsync()).ShouldAllBe(item => item.State == WorkState.Waiting && item.Attempts == 0 && item.Error == null);
        disk = null;
        await process.TurnAsync();
        (await town.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_small_write_that_works_does_not_hide_that_larger_ones_fail()
    {
        await using var town = await Town.FoundAsync();
        var process = await town.StartAsync(_ => { });
        var signals = process.Services.GetRequiredService<Signals>();
        var readiness = process.Services.GetRequiredService<Readiness>();
        signals.WriteFailed(passes: false);
        signals.CommitTook(TimeSpan.FromMilliseconds(1));

        (await WritesAsync()).ShouldBe("failed");

        process.Clock.Now += TimeSpan.FromMinutes(1);
        (await WritesAsync()).ShouldBe("ok");
        signals.WriteFailed(passes: true);
        signals.CommitTook(TimeSpan.FromMilliseconds(1));
        process.Clock.Now += TimeSpan.FromSeconds(2); // An answer is kept for a second.
        (await WritesAsync()).ShouldBe("ok", "the database was away and is back");

        async Task<string> WritesAsync() => (await readiness.ReadAsync()).Checks.Single(check => check.Name == "writes").Status;
    }
}
