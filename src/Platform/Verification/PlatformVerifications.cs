using Entrepot.Platform.Data;
using Entrepot.Platform.Verification.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Verification;

/// <summary>Nothing in the queue is lost: an item waits, runs under a lease, or is parked with its reason, and somebody handles its kind.</summary>
internal sealed class WorkMovesOrWaits(EntrepotDb db, IEnumerable<IWorkHandler> handlers, IEnumerable<IExternalWork> calls) : IVerification
{
    public string Name => "Work waits, runs under a lease or is parked with its error";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var kinds = handlers.Select(handler => handler.Kind).Concat(calls.Select(call => call.Kind)).Distinct(StringComparer.Ordinal).ToArray();
        var examined = (await db.QueryAsync(PlatformChecks.CountWork, row => row.GetInt64(0), ct, db.Tenant.Value))[0];
        var stuck = await db.QueryAsync(VerificationSql.First(PlatformChecks.StuckWork, "@p1"), row => row.GetString(0), ct, db.Tenant.Value, (long)VerificationResult.WrongMax);
        var ofNobody = await db.QueryAsync(PlatformChecks.WorkOfNobody, row => row.GetString(0), ct, db.Tenant.Value, kinds);
        return new(Name, examined, [.. ofNobody.Concat(stuck).Take(VerificationResult.WrongMax)]);
    }
}

/// <summary>An answer that is kept to be given again says whose it is and how the request ended.</summary>
internal sealed class AnswersBelongToRequests(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Kept answers belong to finished requests";

    protected override string Examined => PlatformChecks.CountAnswers;

    protected override IReadOnlyList<string> Wrong { get; } = [PlatformChecks.BadAnswers];
}

/// <summary>No id will be given twice: each in use lies below the block that the next process takes.</summary>
internal sealed class IdsLieBelowTheNextBlock(EntrepotDb db, Databases databases) : IVerification
{
    public string Name => "Ids in use lie below the next block of ids";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var next = await NextAsync(ct);
        var wrong = new List<string>();
        var tables = CompanyTables.WithIds(db);
        foreach (var table in tables)
        {
            var highest = (await db.QueryAsync(PlatformChecks.MaxId(table), row => row.GetInt64(0), ct, db.Tenant.Value))[0];
            if (highest >= next) wrong.Add($"{table} has the id {highest}, and the next block begins at {next}");
        }

        return new(Name, tables.Count, wrong);
    }

    /// <summary>The home gives ids out for all cells.</summary>
    private async Task<long> NextAsync(CancellationToken ct)
    {
        if (db.Cell.IsHome) return (await db.QueryAsync(PlatformChecks.NextBlock, row => row.GetInt64(0), ct))[0];

        await using var home = databases.Open(databases.Home);
        return (await home.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync(PlatformChecks.NextBlock, row => row.GetInt64(0), ct))[0];
    }
}

/// <summary>The model's tables that belong to companies.</summary>
internal static class CompanyTables
{
    public static List<string> All(EntrepotDb db) => [.. db.Model.GetEntityTypes().Where(entity => typeof(ITenantRow).IsAssignableFrom(entity.ClrType))
        .Select(entity => entity.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Those whose rows have an id of ours.</summary>
    public static List<string> WithIds(EntrepotDb db) => [.. db.Model.GetEntityTypes().Where(entity => typeof(ITenantRow).IsAssignableFrom(entity.ClrType))
        .Where(entity => entity.FindPrimaryKey()?.Properties.Any(property => property.GetColumnName() == "id") == true)
        .Select(entity => entity.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
