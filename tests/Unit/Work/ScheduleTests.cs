using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>What comes again and again comes once each time, however many processes work and whatever their clocks say.</summary>
[Storage]
public sealed class ScheduleTests
{
    private static readonly Cadence AtFour = Cadence.Cron("0 4 * * *", "Etc/UTC");

    [Fact]
    public async Task Two_processes_with_skewed_clocks_run_each_occurrence_once()
    {
        var ran = new ConcurrentQueue<string>();
        await using var town = await Town.FoundAsync();
        var behind = await town.StartAsync(Nightly(ran, AtFour), later: TimeSpan.FromMinutes(-5));
        var ahead = await town.StartAsync(Nightly(ran, AtFour), later: TimeSpan.FromMinutes(5));

        for (var minute = 0; minute < 3 * 24 * 60; minute += 4)
        {
            foreach (var worker in new[] { behind, ahead })
            {
                await worker.TurnAsync();
                worker.Clock.Now += TimeSpan.FromMinutes(4);
            }
        }

        ran.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_clock_that_is_put_back_an_hour_brings_nothing_about_twice()
    {
        var ran = new ConcurrentQueue<string>();
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(Nightly(ran, AtFour));
        await worker.TurnAsync();

        worker.Clock.Now = TestDatabase.Noon.Date.AddDays(1).AddHours(4).AddSeconds(1);
        await worker.TurnAsync();
        worker.Clock.Now -= TimeSpan.FromHours(1);
        for (var minute = 0; minute < 120; minute += 10)
        {
            await worker.TurnAsync();
            worker.Clock.Now += TimeSpan.FromMinutes(10);
        }

        ran.Count.ShouldBe(1);
        (await NextAsync(worker)).ShouldBe(TestDatabase.Noon.Date.AddDays(2).AddHours(4));
    }

    [Fact]
    public async Task What_was_missed_while_nobody_worked_is_made_up_for_once()
    {
        var ran = new ConcurrentQueue<string>();
        await using var town = await Town.FoundAsync();
        var before = await town.StartAsync(Nightly(ran, AtFour));
        await before.TurnAsync();
        await before.DieAsync();

        var after = await town.StartAsync(Nightly(ran, AtFour), later: TimeSpan.FromDays(5));
        for (var turn = 0; turn < 3; turn++) await after.TurnAsync();

        ran.Count.ShouldBe(1);
        (await NextAsync(after)).ShouldBe(TestDatabase.Noon.Date.AddDays(6).AddHours(4));
    }

    [Fact]
    public async Task A_schedule_that_fails_five_times_leaves_the_occurrence_parked_and_goes_on()
    {
        var isBroken = true;
        var ran = new ConcurrentQueue<string>();
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => services.AddSchedule("test.nightly", AtFour).AddSingleton<IWorkHandler>(new Inside("test.nightly", (items, _) =>
        {
            if (isBroken) throw new InvalidOperationException("not tonight");
            ran.Enqueue("done");
            return Task.CompletedTask;
        })));
        await worker.TurnAsync();
        worker.Clock.Now = TestDatabase.Noon.Date.AddDays(1).AddHours(4);
        for (var turn = 0; turn < 8; turn++)
        {
            await worker.DueAsync();
            worker.Clock.Now += TimeSpan.FromMinutes(2);
        }

        var parked = (await town.ItemsAsync()).Single();
        (parked.Kind, parked.State, parked.Error).ShouldBe(("test.nightly", WorkState.Parked, "not tonight"));
        (await NextAsync(worker)).ShouldBe(TestDatabase.Noon.Date.AddDays(2).AddHours(4));
        isBroken = false;
        worker.Clock.Now = TestDatabase.Noon.Date.AddDays(2).AddHours(4);
        await worker.DueAsync();
        ran.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_cadence_holds_from_the_next_start()
    {
        var ran = new ConcurrentQueue<string>();
        await using var town = await Town.FoundAsync();
        var before = await town.StartAsync(Nightly(ran, AtFour));
        await before.TurnAsync();
        await before.DieAsync();

        var after = await town.StartAsync(Nightly(ran, Cadence.Every(TimeSpan.FromHours(1))));
        await after.TurnAsync();

        (await NextAsync(after)).ShouldBe(TestDatabase.Noon.AddHours(1));
    }

    [Fact]
    public async Task What_is_for_the_server_runs_for_one_company_alone()
    {
        var ran = new ConcurrentQueue<string>();
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => Nightly(ran, AtFour, isForServer: true)(services));
        foreach (var company in new[] { TestDatabase.Ours, TestDatabase.Theirs }) await worker.TurnAsync(company);
        worker.Clock.Now += TimeSpan.FromDays(1);
        foreach (var company in new[] { TestDatabase.Ours, TestDatabase.Theirs }) await worker.DueAsync(company);

        ran.ShouldBe([$"{TestDatabase.Ours.Value}"]);
    }

    private static Action<IServiceCollection> Nightly(ConcurrentQueue<string> ran, Cadence cadence, bool isForServer = false) => services => services
        .AddSchedule("test.nightly", cadence, isForServer)
        .AddSingleton<IWorkHandler>(new Inside("test.nightly", (items, _) =>
        {
            foreach (var item in items) ran.Enqueue($"{item.TenantId.Value}");
            return Task.CompletedTask;
        }));

    private static async Task<DateTime> NextAsync(Worker worker)
    {
        await using var scope = worker.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Entrepot.Platform.Security.CurrentUser>().BecomeSystem(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().SingleAsync(item => item.Kind == "test.nightly" && item.Id < 0)).DueAt;
    }
}
