using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Data;

/// <summary>What a process does with its database before anything else.</summary>
public static class DatabaseSetup
{
    private const string TakeBlock = """
        INSERT INTO platform_id_block (id, next_block) VALUES (1, @p0 + @p1)
        ON CONFLICT (id) DO UPDATE SET next_block = platform_id_block.next_block + @p1
        RETURNING next_block - @p1
        """;

    /// <summary>Low numbers stay free for what people and tests name by hand.</summary>
    private const long FirstId = 1_000;

    /// <summary>Brings the database to the newest schema and gives this process its block of ids.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DatabaseSetup));
        foreach (var warning in await db.Engine.CheckAsync(db, ct)) log.LogWarning("{Warning}", warning);
        foreach (var warning in await db.Engine.MigrateAsync(db, ct)) log.LogWarning("{Warning}", warning);

        await using var unit = await db.BeginAsync(ct);
        var first = (await db.QueryAsync(TakeBlock, row => row.GetInt64(0), ct, FirstId, IdBlocks.BlockSize))[0];
        await unit.CommitAsync(ct);
        scope.ServiceProvider.GetRequiredService<IdBlocks>().Start(first);
    }
}
