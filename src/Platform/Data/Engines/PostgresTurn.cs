using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>A turn that one session of one process has, until it gives it back or dies.</summary>
internal sealed class PostgresTurn : IAsyncDisposable
{
    /// <summary>Ours alone: companies take their turns by their numbers, which are not negative.</summary>
    private const string TryTake = "SELECT pg_try_advisory_lock(-1)";
    private const string GiveBack = "SELECT pg_advisory_unlock(-1)";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlConnection connection;

    private PostgresTurn(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<IAsyncDisposable> TakeAsync(string connectionString, Action? waiting, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            for (var isFirst = true; ; isFirst = false)
            {
                // Asked again and again instead of waiting in the database, which would hold back its clean-up.
                await using var take = new NpgsqlCommand(TryTake, connection);
                if (await take.ExecuteScalarAsync(ct) is true) return new PostgresTurn(connection);
                if (isFirst) waiting?.Invoke();
                await Task.Delay(Pause, ct);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var back = new NpgsqlCommand(GiveBack, connection);
            await back.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The session died and its turn with it.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
