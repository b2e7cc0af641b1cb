using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>
/// Sends what a batch writes as few statements in few round trips: while the server inserts into one table, the rows of the
/// next are already on their way. A simple <c>UPDATE</c> that runs once per row of values becomes one that is joined with them.
/// </summary>
internal static partial class PostgresWrites
{
    /// <summary>Rows in one round trip: enough to hide the latency, few enough to bound the memory.</summary>
    private const int RowsPerTrip = 40_000;

    /// <summary>Statements in one round trip, for the same reason.</summary>
    private const int StatementsPerTrip = 1_000;

    public static async Task<long> RunAsync(NpgsqlConnection connection, IReadOnlyList<PendingRows> rows, IReadOnlyList<PendingStatement> statements, CancellationToken ct)
    {
        var trip = new Trip(connection);
        foreach (var pending in rows)
        {
            for (var from = 0; from < pending.Rows.Count; from += PostgresRows.RowsMax)
            {
                var count = Math.Min(PostgresRows.RowsMax, pending.Rows.Count - from);
                var insert = new NpgsqlBatchCommand(PostgresRows.InsertInto(pending.Table));
                foreach (var column in pending.Table.Columns) insert.Parameters.Add(PostgresRows.Column(column, pending.Rows, from, count));
                await trip.AddAsync(insert, pending.Table.OnConflict.Length > 0 ? null : count, pending.Table.Name, count, ct); // Of rows that are there already some may stay.
            }
        }

        foreach (var pending in statements)
        {
            if (pending.ExpectOneRow && pending.Values.Count > 1 && Joined(pending) is { } joined) await trip.AddAsync(joined, pending.Values.Count, pending.Sql, pending.Values.Count, ct);
            else foreach (var values in pending.Values) await trip.AddAsync(Single(pending.Sql, values), pending.ExpectOneRow ? 1 : null, pending.Sql, 1, ct);
        }

        return await trip.EndAsync(ct);
    }

    private static NpgsqlBatchCommand Single(string sql, object?[] values)
    {
        var command = new NpgsqlBatchCommand(PostgresEngine.Translate(sql));
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = DatabaseEngine.Plain(value) ?? DBNull.Value });
        return command;
    }

    /// <summary>
    /// The statement joined with all its values; null where it is no simple <c>UPDATE</c>, where two runs are for the same row,
    /// the second of which would be lost, or where a column of values does not show its type.
    /// </summary>
    private static NpgsqlBatchCommand? Joined(PendingStatement pending)
    {
        if (Simple().Match(pending.Sql) is not { Success: true } parts) return null;
        var keys = Parameter().Matches(parts.Groups["where"].Value).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Distinct().ToArray();
        var width = pending.Values[0].Length;
        if (pending.Values.DistinctBy(values => new Key([.. keys.Select(key => values[key])])).Count() != pending.Values.Count) return null;

        var names = string.Join(", ", Enumerable.Range(0, width).Select(i => $"p{i}"));
        var arrays = string.Join(", ", Enumerable.Range(0, width).Select(i => $"${i + 1}"));
        var command = new NpgsqlBatchCommand(
            Parameter().Replace($"UPDATE {parts.Groups["table"].Value} SET {parts.Groups["set"].Value} FROM unnest({arrays}) AS v({names}) WHERE {parts.Groups["where"].Value}", "v.p$1"));
        for (var i = 0; i < width; i++)
        {
            if (Array(pending.Values, i) is not { } array) return null;
            command.Parameters.Add(array);
        }

        return command;
    }

    private static NpgsqlParameter? Array(List<object?[]> rows, int column)
    {
        var values = rows.ConvertAll(row => DatabaseEngine.Plain(row[column]));
        return values.Find(value => value is not null) switch
        {
            long => Typed<long?>(),
            string => Typed<string?>(),
            bool => Typed<bool?>(),
            byte[] => Typed<byte[]?>(),
            _ => null,
        };

        NpgsqlParameter<T[]> Typed<T>() => new() { TypedValue = values.ConvertAll(value => (T)value!).ToArray() };
    }

    [GeneratedRegex(@"^\s*UPDATE (?<table>[a-z_]+) SET (?<set>(?:(?!\b(?:WHERE|FROM|SELECT)\b).)+?)\s+WHERE\s+(?<where>(?:(?!\b(?:WHERE|FROM|SELECT|RETURNING|ANY)\b).)+)$", RegexOptions.Singleline)]
    private static partial Regex Simple();

    [GeneratedRegex(@"@p(\d+)")]
    private static partial Regex Parameter();

    /// <summary>Values compared one by one.</summary>
    private readonly struct Key(object?[] values) : IEquatable<Key>
    {
        private readonly object?[] values = values;

        public bool Equals(Key other) => values.AsSpan().SequenceEqual(other.values);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var value in values) hash.Add(value);
            return hash.ToHashCode();
        }
    }

    /// <summary>Commands collected until there are enough of them for a round trip.</summary>
    private sealed class Trip(NpgsqlConnection connection)
    {
        private readonly List<(NpgsqlBatchCommand Command, long? Expected, string What)> commands = [];
        private long rows;
        private long changed;

        public async Task AddAsync(NpgsqlBatchCommand command, long? expected, string what, int count, CancellationToken ct)
        {
            commands.Add((command, expected, what));
            if ((rows += count) >= RowsPerTrip || commands.Count >= StatementsPerTrip) await SendAsync(ct);
        }

        public async Task<long> EndAsync(CancellationToken ct)
        {
            if (commands.Count > 0) await SendAsync(ct);
            return changed;
        }

        private async Task SendAsync(CancellationToken ct)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var (command, _, _) in commands) batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync(ct);
            foreach (var (command, expected, what) in commands)
            {
                if (expected is { } count && command.RecordsAffected != count) throw DatabaseEngine.NotOneRow(command.RecordsAffected, what);
                changed += command.RecordsAffected;
            }

            commands.Clear();
            rows = 0;
        }
    }
}
