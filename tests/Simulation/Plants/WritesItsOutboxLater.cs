using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Entrepot.Simulation.Plants;

/// <summary>What a transaction asks of the queue is kept out of it and written after its commit: who dies in between has forgotten it.</summary>
internal sealed class WritesItsOutboxLater(World world) : DbTransactionInterceptor
{
    private readonly Dictionary<Guid, HashSet<long>> before = [];
    private readonly Dictionary<Guid, List<Dictionary<string, object>>> later = [];

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        before[eventData.TransactionId] = [.. world.Store.Read("SELECT id FROM platform_work", row => row.GetInt64(0))];
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (!before.Remove(eventData.TransactionId, out var known)) throw new InvalidOperationException("A transaction that commits has begun.");
        var connection = transaction.Connection ?? throw new InvalidOperationException("A transaction that commits has a connection.");
        var added = new List<Dictionary<string, object>>();
        await using (var read = Command(connection, transaction, "SELECT * FROM platform_work"))
        await using (var rows = await read.ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken))
                if (!known.Contains(rows.GetInt64(rows.GetOrdinal("id")))) added.Add(Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, rows.GetValue));

        foreach (var row in added)
        {
            await using var remove = Command(connection, transaction, "DELETE FROM platform_work WHERE id = @id", ("@id", row["id"]));
            await remove.ExecuteNonQueryAsync(cancellationToken);
        }

        later[eventData.TransactionId] = added;
        return result;
    }

    public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!later.Remove(eventData.TransactionId, out var added) || added.Count == 0) return;
        if (eventData.Context is not { } db) throw new InvalidOperationException("A transaction of the product has a session.");
        if (world.Processes.Exists(process => process.IsDead)) return; // It died at the commit: one that is dead writes nothing.

        foreach (var row in added)
        {
            var columns = row.Keys.ToList();
            await using var insert = Command(db.Database.GetDbConnection(), null, $"INSERT INTO platform_work ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})",
                [.. row.Select(cell => ("@" + cell.Key, cell.Value))]);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params IEnumerable<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
