using Entrepot.Channels;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Features.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Channels;

/// <summary>Who takes up an import that another process runs.</summary>
[Storage]
public sealed class ImportClaimTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_process_whose_clock_is_ahead_leaves_an_import_to_the_one_that_runs_it()
    {
        await using var database = await TestDatabase.CreateAsync(services => services.AddSingleton<WorkClock, ServerTime>(), new ChannelsModule());
        var server = (ServerTime)database.Services.GetRequiredService<WorkClock>();
        var spool = Path.GetTempFileName();
        await database.InUnitAsync(services => services.GetRequiredService<ISalesChannels>().AddAsync(new(Front.Shop, "shop", "Our shop", "api", "EUR"), Ct));
        await database.InUnitAsync(services =>
        {
            services.GetRequiredService<EntrepotDb>().Writes.Insert(new ImportRow
            {
                TenantId = TestDatabase.Ours,
                Id = 7,
                ChannelId = Front.Shop,
                Profile = "plain-csv",
                ProfileVersion = 1,
                Name = "orders.csv",
                State = ImportState.Running,
                Phase = "reading",
                RequestedBy = "Ada",
                RequestedAt = server.Now,
                ProgressAt = server.Now,
                SpoolPath = spool,
            });
            return Task.CompletedTask;
        });
        database.Clock.Now += TimeSpan.FromMinutes(5);

        (await ClaimAsync(database)).ShouldBeNull("it has given a sign of life this minute");
        server.Passed = ImportWorker.SilentFor + TimeSpan.FromSeconds(1);
        (await ClaimAsync(database)).ShouldNotBeNull().Id.ShouldBe(7, "nobody has heard of it since");
        File.Delete(spool);
    }

    private static async Task<ImportRow?> ClaimAsync(TestDatabase database)
    {
        var services = database.Services;
        using var worker = new ImportWorker(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<Databases>(), services.GetRequiredService<DatabaseEngine>(), services.GetRequiredService<Outages>(), services.GetRequiredService<WorkClock>(), NullLogger<ImportWorker>.Instance);
        await using var scope = database.As(TestDatabase.Ours);
        return await worker.ClaimAsync(scope.ServiceProvider.GetRequiredService<EntrepotDb>(), Ct);
    }

    /// <summary>The time that all processes are told, whatever their own clocks say.</summary>
    private sealed class ServerTime(TimeProvider clock) : WorkClock(clock)
    {
        public TimeSpan Passed { get; set; }

        public override DateTime Now => TestDatabase.Noon + Passed;
    }
}
