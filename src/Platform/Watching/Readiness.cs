using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Watching;

/// <param name="Status"><c>ok</c>, <c>warning</c> or <c>failed</c>.</param>
/// <param name="Reason">What is wrong and what to do; null when nothing is.</param>
public sealed record ReadinessCheck(string Name, string Status, string? Reason = null);

/// <param name="Status"><c>ready</c>, also with warnings; <c>not_ready</c> when a check has failed.</param>
public sealed record ReadinessAnswer(string Status, IReadOnlyList<ReadinessCheck> Checks)
{
    public static ReadinessAnswer Of(params IReadOnlyList<ReadinessCheck> checks) => new(checks.Any(check => check.Status == "failed") ? "not_ready" : "ready", checks);
}

/// <summary>
/// Whether this process can take orders: for load balancers and for whoever starts and restarts servers. Asked by
/// anybody, so it says nothing of the data, the folder or the database's address.
/// </summary>
/// <remarks>A process that is not ready goes on with what it has: what was acknowledged stays, and journeys run as long as they can be written.</remarks>
public sealed class Readiness(IServiceScopeFactory scopes, Databases databases, DiskSpace disk, Signals signals, TimeProvider clock)
{
    /// <summary>Anybody may ask, so many who ask share an answer.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    /// <summary>What the checks of cells are called, before their codes.</summary>
    public const string CellCheck = "cell ";

    /// <summary>A balancer waits no longer either.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly ReadinessCheck WritesFailed = new("writes", "failed", "The database cannot be written. The server's log says why; what was acknowledged is safe.");

    private readonly Momentary<int, ReadinessAnswer> kept = new(clock, KeptFor);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new { status = "alive" })).AllowAnonymous().WithSummary("Whether the process runs");
        routes.MapGet("/health/ready", async (Readiness readiness) =>
        {
            var answer = await readiness.ReadAsync();
            return TypedResults.Json(answer, statusCode: answer.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().WithSummary("Whether the process can take orders");
    }

    public Task<ReadinessAnswer> ReadAsync() => kept.GetAsync(0, CheckAsync);

    private async Task<ReadinessAnswer> CheckAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var (database, schema) = await DatabaseAsync(patience.Token);
        var writes = database.Status == "ok" ? await WritesAsync(patience.Token) : new("writes", "failed", "Not known while the database does not answer.");
        return ReadinessAnswer.Of([database, schema, writes, Disk(), .. databases.Cells.Where(cell => !cell.IsHome).Select(OfCell)]);
    }

    private async Task<(ReadinessCheck Database, ReadinessCheck Schema)> DatabaseAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database;
            var applied = (await database.GetAppliedMigrationsAsync(ct)).ToHashSet(StringComparer.Ordinal);
            var ours = database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var missing = ours.Count(name => !applied.Contains(name));
            return (new("database", "ok"), SchemaSteps.TakenAway(applied, ours).Count > 0
                ? new("schema", "failed", "The schema has taken away what this program uses. Install the newest release.")
                : missing > 0
                ? new("schema", "failed", $"{missing} steps of the schema are missing. Restart the server: it applies them when it starts.")
                : applied.IsSubsetOf(ours) ? new("schema", "ok") : new("schema", "warning", "The schema is newer than this program. Update the program."));
        }
        catch (Exception) // Whatever it is, it is the answer, and its words are not for everybody.
        {
            return (new("database", "failed", "The database does not answer. The server's log says why."), new("schema", "failed", "Not known while the database does not answer."));
        }
    }

    /// <summary>Where the last write failed nobody may come any more to try another; so this does, and finds out when it works again.</summary>
    private async Task<ReadinessCheck> WritesAsync(CancellationToken ct)
    {
        if (signals.WritesFailedLately) return WritesFailed;
        if (!signals.WritesFail) return new("writes", "ok");
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await using var unit = await db.BeginAsync(ct);
            await db.WriteNothingAsync(ct);
            await unit.CommitAsync(ct);
            signals.WriteWorked();
            return new("writes", "ok");
        }
        catch (Exception) // As above.
        {
            return WritesFailed;
        }
    }

    /// <summary>One that is away stops its own companies only: this process is ready for all others.</summary>
    private ReadinessCheck OfCell(Cell cell) => !cell.IsAway && cell.Shared.IsOlderThan(databases.Home.Shared)
        ? new(CellCheck + cell.Code, "warning", "The cell has older denied parties or exchange rates than the home; its orders wait until it has been given the newest. The server's log says why where that takes long.")
        : cell.IsAway
        ? new(CellCheck + cell.Code, "warning", "The cell's database does not answer; its companies wait. The server's log says why.")
        : new(CellCheck + cell.Code, "ok");

    private ReadinessCheck Disk()
    {
        var reading = disk.Read();
        return reading.State switch
        {
            DiskState.Enough => new("disk", "ok"),
            DiskState.Low => new("disk", "warning", $"The disk of the data folder is {reading.UsedPpm / 10_000} % full. Make room or take a larger one."),
            _ => new("disk", "failed", $"The disk of the data folder is full: {reading.FreeBytes >> 20} MB are left. Make room; what was acknowledged is safe."),
        };
    }
}
