using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>PostgreSQL 15 or newer: several processes, many writers, failover.</summary>
internal sealed partial class PostgresEngine : DatabaseEngine
{
    private static readonly ConcurrentDictionary<string, string> Translated = new(StringComparer.Ordinal);

    private readonly string connectionString;
    private readonly PostgresSession session = new();
    private readonly PostgresStatistics statistics;

    public PostgresEngine(string address)
    {
        connectionString = PostgresSettings.Complete(address);
        statistics = new(connectionString);
    }

    public override bool IsSingleWriter => false;

    internal override void Configure(DbContextOptionsBuilder options) =>
        options.UseNpgsql(connectionString, postgres => postgres.MigrationsAssembly("Entrepot.Migrations")).AddInterceptors(session);

    internal override async Task<IReadOnlyList<string>> CheckAsync(EntrepotDb db, CancellationToken ct)
    {
        var found = (await db.QueryAsync(PostgresSettings.Read, row => (Name: row.GetString(0), Setting: row.GetString(1)), ct)).ToDictionary(row => row.Name, row => row.Setting, StringComparer.Ordinal);
        return PostgresSettings.Check(found, new NpgsqlConnectionStringBuilder(connectionString));
    }

    internal override async Task<IReadOnlyList<string>> MigrateAsync(EntrepotDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct); // One connection for all: what it is told below holds until it is closed.
        try
        {
            await db.Database.ExecuteSqlRawAsync(PostgresSchema.BeginMigrating, ct);
            // The list of migrations is made first: asked for where it is not there, the framework writes errors into the log.
            if ((await db.QueryAsync(PostgresSchema.IsEmpty, row => row.GetBoolean(0), ct))[0])
                await db.Database.ExecuteSqlRawAsync(db.GetService<IHistoryRepository>().GetCreateIfNotExistsScript(), ct);
            // A user who may not change tables can start a process where there is nothing to change.
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
            foreach (var statement in new[] { PostgresSchema.MakeRole, PostgresSchema.CompareByCodePoint, PostgresSchema.WallOffCompanies, PostgresSchema.GrantRows })
                await db.Database.ExecuteSqlRawAsync(statement, ct);
            return await ChooseRoleAsync(db, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<IReadOnlyList<string>> ChooseRoleAsync(EntrepotDb db, CancellationToken ct)
    {
        var (canTake, isUnbound, isUserUnbound) = (await db.QueryAsync(PostgresSchema.ReadRole, row => (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2)), ct))[0];
        if (isUnbound) throw new InvalidOperationException($"The role {PostgresSchema.Role} is a superuser or has BYPASSRLS, so that nothing walls companies off from each other. Take that from it.");

        session.Role = canTake ? PostgresSchema.Role : null;
        if (canTake) return [];
        const string create = $"Have an administrator run: CREATE ROLE {PostgresSchema.Role} NOLOGIN; GRANT {PostgresSchema.Role} TO this user.";
        if (isUserUnbound) throw new InvalidOperationException($"This user has BYPASSRLS, so that nothing walls companies off from each other. {create}");
        return [$"This user of PostgreSQL may not take the role {PostgresSchema.Role} and works as itself: companies are walled off from each other all the same, but a statement could change the tables. {create}"];
    }

    /// <remarks>
    /// The turn of the only writer is the company's number; that of taking in lies among the pairs of numbers, where two companies may share one.
    /// Two statements in one round trip: the second begins when the lock is held and sees what whoever held it before has committed.
    /// </remarks>
    internal override async Task<CompanyFence?> TakeTurnAsync(EntrepotDb db, TenantId company, Turn turn, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        batch.BatchCommands.Add(new($"SELECT set_config('entrepot.tenant', $2, true), {(turn == Turn.OnlyWriter ? "pg_advisory_xact_lock($1)" : "pg_advisory_xact_lock(1, hashint8($1))")}")
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = company.Value }, new NpgsqlParameter<string> { TypedValue = company.ToString() } },
        });
        batch.BatchCommands.Add(new(Translate(FenceSql.Read)) { Parameters = { new NpgsqlParameter<long> { TypedValue = company.Value } } });
        await using var answers = await batch.ExecuteReaderAsync(ct);
        await answers.NextResultAsync(ct);
        return await answers.ReadAsync(ct) ? CompanyFence.Read(answers) : null;
    }

    internal override string BeginSnapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    internal override string ReadMark => PostgresSchema.ReadMark;

    internal override string SinceMark => PostgresSchema.SinceMark;

    internal override string ReadReferences => PostgresSchema.ReadReferences;

    internal override async Task<bool> IsInUseAsync(EntrepotDb db, CancellationToken ct) => (await db.QueryAsync(PostgresSchema.ReadOthers, row => row.GetBoolean(0), ct))[0];

    public override async Task<DatabaseFacts> FactsAsync(EntrepotDb db, CancellationToken ct) =>
        (await db.QueryAsync("SELECT current_setting('server_version'), pg_database_size(current_database())", row => new DatabaseFacts("PostgreSQL", row.GetString(0), row.GetInt64(1)), ct))[0];

    internal override DbCommand Command(DbConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        var command = ((NpgsqlConnection)connection).CreateCommand();
        command.CommandText = Translate(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = Plain(value) ?? DBNull.Value });
        return command;
    }

    internal override Task<long> WriteAsync(DbConnection connection, IReadOnlyList<PendingRows> rows, IReadOnlyList<PendingStatement> statements, CancellationToken ct)
    {
        foreach (var pending in rows) statistics.Wrote(pending.Table.Name, pending.Rows.Count);
        return PostgresWrites.RunAsync((NpgsqlConnection)connection, rows, statements, ct);
    }

    internal override Task TidyAsync(EntrepotDb db)
    {
        statistics.KeepUp();
        return Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> AloneAsync(Action? waiting, CancellationToken ct) => PostgresTurn.TakeAsync(connectionString, waiting, ct);

    /// <summary>The value's own type decides the parameter's, and <c>$1</c> saves the driver from reading the statement.</summary>
    /// <summary>
    /// <c>@p0</c> becomes <c>$1</c>. A list of keys becomes a relation: the planner then takes it for a short one and goes through
    /// the index for each, where it compares <c>= ANY</c> key by key with every row as long as it has not counted the table.
    /// </summary>
    internal static string Translate(string sql) => Translated.GetOrAdd(sql, text =>
        Parameter().Replace(AnyOf().Replace(text, "IN (SELECT unnest($1))"), match => $"${int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1}"));

    [GeneratedRegex(@"@p(\d+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"= ANY\((@p\d+)\)")]
    private static partial Regex AnyOf();
}
