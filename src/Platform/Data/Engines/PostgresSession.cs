using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>
/// Tells each connection, as it is opened, for which company it works and under which role: the policies of
/// <see cref="PostgresSchema"/> then show and take that company's rows only, whatever a statement says. The pool forgets
/// both when the connection is given back.
/// </summary>
internal sealed class PostgresSession : DbConnectionInterceptor
{
    /// <summary>The role under which everything but a migration runs; null before the database has been prepared, and where it could not be made.</summary>
    public string? Role { get; set; }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Tell(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Tell(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Tell(DbConnection connection, ConnectionEndEventData opened)
    {
        var company = opened.Context is EntrepotDb db ? db.Tenant : default;
        var command = ((NpgsqlConnection)connection).CreateCommand();
        command.CommandText = "SELECT set_config('role', $1, false), set_config('entrepot.tenant', $2, false)";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Role ?? "none" });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = company.ToString() });
        return command;
    }
}
