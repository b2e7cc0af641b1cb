using System.Data.Common;
using System.Runtime.CompilerServices;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Data.Moving;

/// <summary>One end of a move: a database, from which or to which a company is carried.</summary>
/// <param name="open">Opens a scope on this database.</param>
/// <param name="place">What people call it; it holds no password.</param>
public sealed class MoveEnd(Func<AsyncServiceScope> open, string place)
{
    public string Place => place;

    internal async Task<T> AskAsync<T>(TenantId company, Func<EntrepotDb, Task<T>> ask)
    {
        await using var scope = As(company);
        return await ask(scope.ServiceProvider.GetRequiredService<EntrepotDb>());
    }

    /// <summary>One unit of work for the company, past its fence.</summary>
    internal async Task ChangeAsync(TenantId company, Func<EntrepotDb, Task> change, CancellationToken ct)
    {
        await using var scope = As(company);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginPastFenceAsync(company, ct);
        await change(db);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
    }

    internal Task ChangeAsync(TenantId company, Action<EntrepotDb> change, CancellationToken ct) => ChangeAsync(company, db =>
    {
        change(db);
        return Task.CompletedTask;
    }, ct);

    internal async Task<Snapshot> SnapshotAsync(TenantId company, CancellationToken ct)
    {
        var scope = As(company);
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await db.Database.OpenConnectionAsync(ct);
            await db.Database.ExecuteSqlRawAsync(db.Engine.BeginSnapshot, ct);
            return new(scope, db, company);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    private AsyncServiceScope As(TenantId company)
    {
        var scope = open();
        if (company.Value != 0) scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company, "move");
        return scope;
    }
}

/// <summary>A database as it stood at one moment, for reading.</summary>
internal sealed class Snapshot(AsyncServiceScope scope, EntrepotDb db, TenantId company) : IAsyncDisposable
{
    public EntrepotDb Db => db;

    /// <summary>The company's rows in the order of their keys.</summary>
    /// <param name="after">The key after which to begin; null for the first row.</param>
    public async IAsyncEnumerable<object?[]> RowsAsync(MovedTable table, object?[]? after, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = db.Command(table.Select(after is not null), [company.Value, .. after ?? []]);
        command.CommandTimeout = 0; // A large table is sorted before its first row comes.
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return table.Read(reader);
    }

    /// <summary>As <see cref="RowReader.QueryAsync"/>, with all the time that a large table takes.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, CancellationToken ct, params object?[] values)
    {
        await using var command = db.Command(sql, values);
        command.CommandTimeout = 0;
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(map(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("ROLLBACK");
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
            await scope.DisposeAsync();
        }
    }
}
