using Entrepot.Platform.Security.Keys;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Data;

/// <summary>What a process does with its database before anything else.</summary>
public static partial class DatabaseSetup
{
    /// <summary>A machine that has lost its power reads its database's log first; whoever starts servers starts this one again afterwards.</summary>
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromMinutes(5);

    /// <summary>A cell that does not answer in this time is left for later.</summary>
    private static readonly TimeSpan CellPatience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Brings the database and the cells that answer to the newest schema, opens the installation's keys and gives this process its first block of
    /// ids. Waits for a database that is away; of many processes that start at once, one does it and the others find it done.
    /// </summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        await AloneAsync(services, async () =>
        {
            await using var scope = services.CreateAsyncScope();
            await MigrateAsync(scope.ServiceProvider, Log(services), ct);
            services.GetRequiredService<KeyKeeper>().Prepare();

            await services.GetRequiredService<WorkClock>().LookAsync(scope.ServiceProvider.GetRequiredService<EntrepotDb>(), ct);
            await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(ct); // Which takes one.
            return true;
        }, ct);
        var databases = services.GetRequiredService<Databases>();
        await databases.RefreshAsync(ct);
        await databases.LookAsync(CellPatience, ct);
    }

    /// <summary>Brings the scope's own database to the newest schema.</summary>
    internal static async Task MigrateAsync(IServiceProvider scope, ILogger log, CancellationToken ct)
    {
        var db = scope.GetRequiredService<EntrepotDb>();
        foreach (var warning in await db.Engine.CheckAsync(db, ct)) log.LogWarning("{Warning}", warning);
        foreach (var warning in await db.Engine.MigrateAsync(db, ct)) log.LogWarning("{Warning}", warning);
        await SchemaSteps.CheckAsync(db.Database, ct);
    }

    /// <summary>Runs something repeatable that only one process may do at a time, and again where the database went away in its midst.</summary>
    public static async Task<T> AloneAsync<T>(IServiceProvider services, Func<Task<T>> run, CancellationToken ct)
    {
        var engine = services.GetRequiredService<DatabaseEngine>();
        var outages = services.GetRequiredService<Outages>();
        return await Patience.WhileAwayAsync(engine, PatienceAtStart, async () =>
        {
            await using var alone = await engine.AloneAsync(() => LogQueue(Log(services)), ct);
            outages.Back();
            return await run();
        }, ct, outages.Lost);
    }

    private static ILogger Log(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DatabaseSetup));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another process prepares the database; this one goes on when it has finished")]
    private static partial void LogQueue(ILogger log);
}
