using Entrepot.Platform.Data;
using Entrepot.Platform.Verification.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Verification;

/// <summary>Every row belongs to a company that there is: no other check would look at one that does not.</summary>
internal sealed class RowsBelongToCompanies(EntrepotDb db) : IDatabaseVerification
{
    public string Name => "Every row belongs to a company";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        await using var state = await OneState.OpenAsync(db, ct);
        if (!await Everything.IsSeenAsync(db, ct)) return new(Name, 0, [], Skipped: Everything.NotSeen);

        var tables = CompanyTables.All(db);
        var wrong = new List<string>();
        foreach (var table in tables)
            wrong.AddRange(await db.QueryAsync(PlatformChecks.Homeless(table), row => $"{table}: {row.GetInt64(1)} rows of company {row.GetInt64(0)}, which there is not", ct));
        return new(Name, tables.Count, [.. wrong.Take(VerificationResult.WrongMax)], wrong.Count);
    }
}

/// <summary>What the tables declare to refer to each other does.</summary>
internal sealed class DeclaredReferencesHold(EntrepotDb db) : IDatabaseVerification
{
    public string Name => "Declared references hold";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        await using var state = await OneState.OpenAsync(db, ct);
        if (Everything.IsSqlite(db)) return new(Name, (await db.QueryAsync(PlatformChecks.CountTables, row => row.GetInt64(0), ct))[0], await db.QueryAsync(PlatformChecks.SqliteReferences, row => row.GetString(0), ct));
        if (!await Everything.IsSeenAsync(db, ct)) return new(Name, 0, [], Skipped: Everything.NotSeen);

        var wrong = new List<string>();
        var references = await db.QueryAsync(PlatformChecks.PostgresReferences, row => (Name: row.GetString(0), Sql: row.GetString(1)), ct);
        foreach (var (name, sql) in references)
            if ((await db.QueryAsync(sql, row => row.GetInt64(0), ct))[0] is > 0 and var rows) wrong.Add($"{name}: {rows} rows refer to a row that is not there");
        return new(Name, references.Count, wrong);
    }
}

/// <summary>Pages and indexes are as the engine wrote them: a failing disk shows here before it shows in an order.</summary>
internal sealed class FilesAreSound(EntrepotDb db) : IDatabaseVerification
{
    public string Name => "Pages and indexes are sound";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var indexes = new List<(long Id, string Name)>();
        await using (var state = await OneState.OpenAsync(db, ct))
        {
            if (Everything.IsSqlite(db))
            {
                var said = await db.QueryAsync(PlatformChecks.SqliteSound, row => row.GetString(0), ct);
                return new(Name, (await db.QueryAsync(PlatformChecks.CountTables, row => row.GetInt64(0), ct))[0], [.. said.Where(line => line != "ok")]);
            }

            if (!await Everything.IsSeenAsync(db, ct)) return new(Name, 0, [], Skipped: Everything.NotSeen);
            if ((await db.QueryAsync(PlatformChecks.HasAmcheck, row => row.GetInt64(0), ct))[0] == 0)
                return new(Name, 0, [], Skipped: "PostgreSQL's extension amcheck is not there; a superuser adds it with CREATE EXTENSION amcheck");
            indexes = await db.QueryAsync(PlatformChecks.Indexes, row => (row.GetInt64(0), row.GetString(1)), ct);
        }

        return await CheckAsync(indexes, ct);
    }

    /// <summary>Each by itself: after finding a damaged index PostgreSQL's driver gives the connection up.</summary>
    private async Task<VerificationResult> CheckAsync(List<(long Id, string Name)> indexes, CancellationToken ct)
    {
        var wrong = new List<string>();
        foreach (var (id, name) in indexes)
        {
            await using var state = await OneState.OpenAsync(db, ct);
            await Everything.IsSeenAsync(db, ct);
            try
            {
                await db.QueryAsync(PlatformChecks.CheckIndex, _ => true, ct, id);
            }
            catch (Npgsql.PostgresException refused) when (refused.SqlState == Npgsql.PostgresErrorCodes.InsufficientPrivilege)
            {
                return new(Name, 0, [], Skipped: "this user may not run amcheck: GRANT EXECUTE ON FUNCTION bt_index_check(regclass, boolean) TO the tables' owner");
            }
            catch (Npgsql.PostgresException broken)
            {
                wrong.Add($"{name}: {broken.MessageText}");
            }
        }

        return new(Name, indexes.Count, [.. wrong.Take(VerificationResult.WrongMax)], wrong.Count);
    }
}

/// <summary>Looking over the walls between companies, which PostgreSQL lets the tables' owner do, in one transaction.</summary>
internal static class Everything
{
    public const string NotSeen = "this user of PostgreSQL does not see all companies at once; the tables' owner does";

    public static bool IsSqlite(EntrepotDb db) => db.Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>Whether this transaction sees the rows of all companies from here on.</summary>
    public static async Task<bool> IsSeenAsync(EntrepotDb db, CancellationToken ct)
    {
        if (IsSqlite(db)) return true;
        await db.Database.ExecuteSqlRawAsync(PlatformChecks.SeeAllRows, ct);
        return (await db.QueryAsync(PlatformChecks.Hidden, row => row.GetInt64(0), ct))[0] == 0;
    }
}
