using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>Stores the answers to requests with an Idempotency-Key, those of one moment in one commit.</summary>
internal sealed class KeptAnswers
{
    /// <summary>The house's batch.</summary>
    private const int GroupMax = 512;

    private readonly Together<TenantId, IdempotencyRow, bool> together;

    /// <summary>Keys under way in this process.</summary>
    private readonly ConcurrentDictionary<(TenantId, string), byte> underWay = [];

    private readonly IServiceScopeFactory scopes;
    private readonly DatabaseEngine engine;
    private readonly Outages outages;

    public KeptAnswers(IServiceScopeFactory scopes, DatabaseEngine engine, Outages outages)
    {
        (this.scopes, this.engine, this.outages) = (scopes, engine, outages);
        together = new((tenant, rows) => WhileAwayAsync(() => WriteAsync(scopes, tenant, rows)), GroupMax, engine.IsAway);
    }

    /// <summary>False while another request with the key is under way in this process.</summary>
    public bool TryBegin(IdempotencyRow run) => underWay.TryAdd((run.TenantId, run.Key), 0);

    public void End(IdempotencyRow run) => underWay.TryRemove((run.TenantId, run.Key), out _);

    /// <summary>The effect has happened: a caller who hangs up now must still find the answer when asking again.</summary>
    /// <exception cref="InvalidOperationException">Another request has taken the key.</exception>
    public Task KeepAsync(IdempotencyRow row) => together.WriteAsync(row.TenantId, row, CancellationToken.None);

    /// <summary>Writes the row with the open unit of work, which fails as a whole when another request has taken the key.</summary>
    public static void Keep(EntrepotDb db, IdempotencyRow row) => db.Writes.Execute(
        IdempotencySql.Keep, true, row.TenantId.Value, row.Key, row.Token, row.RequestHash, (long)row.Status, row.ContentType, row.Headers, row.Body,
        Timestamps.ToStored(row.At), Timestamps.ToStored(row.At - IdempotencyRules.On(row.At).KeptFor));

    /// <summary>
    /// Whether the row stands as this run wrote it with the commit that calls itself <paramref name="mark"/>. The question
    /// takes both of the company's turns: a server that still commits for the connection that broke has finished by then.
    /// </summary>
    public Task<bool> StandsAsync(IdempotencyRow row, string mark) => WhileAwayAsync(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(row.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginTakingInAsync(CancellationToken.None);
        await unit.BecomeOnlyWriterAsync(CancellationToken.None);
        return await db.Set<IdempotencyRow>().AnyAsync(kept => kept.Key == row.Key && kept.Token == row.Token && kept.Headers == mark);
    });

    private Task<T> WhileAwayAsync<T>(Func<Task<T>> run) => Patience.WhileAwayAsync(engine, Patience.ForTakeover, run, CancellationToken.None, outages.Lost);

    private async Task<IReadOnlyList<bool>> WriteAsync(IServiceScopeFactory scopes, TenantId tenant, IReadOnlyList<IdempotencyRow> rows)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginTakingInAsync(CancellationToken.None); // Its rows are these calls' own: no journey is waited for.
        foreach (var row in rows) Keep(db, row);
        await unit.CommitAsync(CancellationToken.None);
        return new bool[rows.Count];
    }
}
