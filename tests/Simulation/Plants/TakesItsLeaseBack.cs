using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation.Plants;

/// <summary>
/// A queue without a fence: an attempt that comes back after another has taken over writes its outcome all the same. It puts
/// the item back as it was when its lease began, so that the product's own question whether the lease is still held says yes.
/// </summary>
internal sealed class TakesItsLeaseBack(IExternalWork work, IServiceScopeFactory scopes) : IExternalWork
{
    public string Kind => work.Kind;

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var leased = await InDatabaseAsync(item.TenantId, async db =>
        {
            await using var read = db.Database.GetDbConnection().CreateCommand();
            read.CommandText = "SELECT * FROM platform_work WHERE id = @id";
            Add(read, "id", item.Id);
            await using var rows = await read.ExecuteReaderAsync(ct);
            return await rows.ReadAsync(ct) ? Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, rows.GetValue) : [];
        });
        var outcome = await work.CallAsync(item, ct);
        if (leased.Count > 0 && await NowWaitsAsync(item)) await InDatabaseAsync(item.TenantId, db => PutBackAsync(db, leased, ct));
        return outcome;
    }

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct) => work.ApplyAsync(item, outcome, ct);

    public Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct) => work.GiveUpAsync(item, why, ct);

    /// <summary>A look at the database, at which others may come between, as before any outcome is written.</summary>
    private Task<bool> NowWaitsAsync(WorkItem item) => InDatabaseAsync(item.TenantId, _ => Task.FromResult(true));

    private static async Task<bool> PutBackAsync(EntrepotDb db, Dictionary<string, object> row, CancellationToken ct)
    {
        await using var write = db.Database.GetDbConnection().CreateCommand();
        write.CommandText = $"INSERT OR REPLACE INTO platform_work ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Keys.Select(column => "@" + column))})";
        foreach (var (column, value) in row) Add(write, column, value);
        return await write.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task<T> InDatabaseAsync<T>(TenantId tenant, Func<EntrepotDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await db.Database.OpenConnectionAsync();
        try
        {
            return await act(db);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static void Add(System.Data.Common.DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@" + name, value);
        command.Parameters.Add(parameter);
    }
}
