using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Data;

/// <summary>What a process does with its database before anything else.</summary>
public static class DatabaseSetup
{
    /// <summary>Brings the database to the newest schema and gives this process its first block of ids.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DatabaseSetup));
        foreach (var warning in await db.Engine.CheckAsync(db, ct)) log.LogWarning("{Warning}", warning);
        foreach (var warning in await db.Engine.MigrateAsync(db, ct)) log.LogWarning("{Warning}", warning);

        await using var unit = await db.BeginAsync(ct); // Which takes one.
    }
}
