using System.Data.Common;
using Entrepot.Platform.Data;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;

namespace Entrepot.Unit.Platform;

/// <summary>What goes into SQLite and comes out again by its own functions is what went in, and what the driver would have said.</summary>
public sealed class RawRowsTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public void Whatever_is_bound_is_read_back() => Prop.ForAll(
        (from words in SomeRows.Words()
         from maybe in SomeRows.Maybe()
         from number in Gen.Elements(0L, -1L, long.MaxValue, long.MinValue)
         from parts in ArbMap.Default.GeneratorFor<(byte[] Bytes, bool Truth, NormalFloat Float, DateTime Time)>()
         select (words, maybe, number, parts)).ToArbitrary(),
        given =>
        {
            var (words, maybe, number, (bytes, truth, part, at)) = given;
            var (day, time) = (DateOnly.FromDateTime(at), new TimeOnly(at.Hour, at.Minute, at.Second));

            var read = Read("SELECT @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7", row =>
                (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2), Convert.ToHexString(row.GetFieldValue<byte[]>(3)), row.GetBoolean(4), row.GetDouble(5), row.GetFieldValue<DateOnly>(6), row.GetFieldValue<TimeOnly>(7)),
                words, maybe, number, bytes ?? [], truth, part.Get, day, time);

            read.ShouldBe([(words, maybe, number, Convert.ToHexString(bytes ?? []), truth, part.Get, day, time)]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_longer_than_any_buffer_are_whole()
    {
        var words = string.Concat(Enumerable.Repeat("保税仓 ", 5_000));

        Read("SELECT @p0, length(@p0)", row => (row.GetString(0), row.GetInt32(1)), words).ShouldBe([(words, words.Length)]);
    }

    [Fact]
    public void No_bytes_are_a_value_and_nothing_is_none() =>
        Read("SELECT @p0, @p1", row => (row.IsDBNull(0), row.GetFieldValue<byte[]>(0).Length, row.IsDBNull(1)), Array.Empty<byte>(), null).ShouldBe([(false, 0, true)]);

    [Fact]
    public void Lists_of_keys_are_looked_up_and_values_that_the_statement_does_not_name_are_passed_over() =>
        Read("SELECT v.n FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3) v WHERE v.n = ANY(@p1) ORDER BY v.n", row => row.GetInt64(0), 7L, new long[] { 3, 1, 9 }, "unused").ShouldBe([1L, 3L]);

    [Fact]
    public void A_value_that_is_not_there_is_a_fault_and_no_zero()
    {
        Should.Throw<InvalidOperationException>(() => Read("SELECT NULL", row => row.GetInt64(0)));
        Should.Throw<InvalidOperationException>(() => Read("SELECT NULL", row => row.GetString(0)));
        Should.Throw<OverflowException>(() => Read("SELECT 5000000000", row => row.GetInt32(0)));
    }

    [Fact]
    public void A_second_statement_would_be_left_out_and_is_refused() =>
        Should.Throw<ArgumentException>(() => Read("SELECT 1; SELECT 2", row => row.GetInt64(0))).Message.ShouldContain("more than one");

    [Fact]
    public void A_statement_that_SQLite_does_not_understand_says_so_as_the_driver_would() =>
        Should.Throw<SqliteException>(() => Read("SELECT FROM", row => row.GetInt64(0))).SqliteErrorCode.ShouldBe(1);

    [Fact]
    public void A_rule_of_the_table_that_is_broken_is_told_as_the_driver_tells_it()
    {
        using var connection = Open();
        Run(connection, "CREATE TABLE bin (quantity INTEGER CHECK (quantity >= 0))", _ => true);

        Should.Throw<SqliteException>(() => Run(connection, "INSERT INTO bin VALUES (@p0) RETURNING quantity", row => row.GetInt64(0), -1L)).SqliteErrorCode.ShouldBe(19);
        Run(connection, "INSERT INTO bin VALUES (@p0) RETURNING quantity", row => row.GetInt64(0), 4L).ShouldBe([4L]);
        Run(connection, "SELECT quantity FROM bin", row => row.GetInt64(0)).ShouldBe([4L]);
    }

    [Fact]
    public async Task Whoever_finds_the_file_locked_waits_for_it()
    {
        var path = Path.Combine(Path.GetTempPath(), $"entrepot-test-{Guid.NewGuid():N}.db");
        try
        {
            using var writer = Open(path);
            using var reader = Open(path);
            Run(writer, "CREATE TABLE bin (quantity INTEGER)", _ => true);
            Run(writer, "BEGIN EXCLUSIVE", _ => true);
            Run(writer, "INSERT INTO bin VALUES (4)", _ => true);

            var waiting = Task.Run(() => Run(reader, "SELECT quantity FROM bin", row => row.GetInt64(0)), Ct);
            Run(writer, "COMMIT", _ => true);

            (await waiting).ShouldBe([4L]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<T> Read<T>(string sql, Func<DbDataReader, T> map, params object?[] values)
    {
        using var connection = Open();
        return Run(connection, sql, map, values);
    }

    private static List<T> Run<T>(SqliteConnection connection, string sql, Func<DbDataReader, T> map, params object?[] values) =>
        new SqliteEngine(connection.DataSource).QueryAsync(connection, sql, map, values, Ct).GetAwaiter().GetResult();

    private static SqliteConnection Open(string path = ":memory:")
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
