using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Data;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>The rules that hold now, compiled once per version and kept.</summary>
internal sealed class RuleBook(EntrepotDb db, RuleCache cache, TimeProvider clock) : IRuleBook
{
    public async Task<IRuleSet> CurrentAsync(CancellationToken ct) => await CurrentSetAsync(ct);

    public async Task<RuleSet> CurrentSetAsync(CancellationToken ct)
    {
        var number = await CurrentNumberAsync(ct);
        if (number == 0) return RuleSet.Empty;
        var data = Data();
        if (cache.Find(db.Tenant, number, data) is { } known) return known;

        var version = await db.Set<RuleVersion>().SingleAsync(row => row.Number == number, ct);
        var compiled = RuleDocument.Survive(version.Document, number, DateOnly.FromDateTime(version.PublishedAt), data);

        // Only what compiles is published, and single rules are survived: a refusal here is a fault of ours, and orders must not pass without their rules.
        if (compiled.Problem is { } problem) throw new InvalidOperationException($"Version {number} of the rules cannot be read any more: {problem.Message}");
        cache.Keep(db.Tenant, compiled.Value, data);
        return compiled.Value;
    }

    /// <summary>What conditions look up besides the order, as it is today.</summary>
    public RuleData Data() => RuleData.On(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));

    /// <summary>Zero before the first version.</summary>
    public async Task<int> CurrentNumberAsync(CancellationToken ct)
    {
        var numbers = await db.QueryAsync(RulesSql.CurrentNumber, row => row.GetInt32(0), ct, db.Tenant.Value);
        return numbers.Count == 0 ? 0 : numbers[0];
    }
}

/// <summary>The compiled rules of each company, one version of one day each.</summary>
internal sealed class RuleCache
{
    /// <summary>More companies than one database serves at a time; beyond it everybody compiles once more.</summary>
    private const int CompaniesMax = 1_000;

    private readonly ConcurrentDictionary<TenantId, (RuleSet Set, RuleData Data)> sets = new();

    public RuleSet? Find(TenantId tenant, int number, RuleData data) => sets.TryGetValue(tenant, out var kept) && kept.Set.Version == number && kept.Data == data ? kept.Set : null;

    public void Keep(TenantId tenant, RuleSet set, RuleData data)
    {
        if (sets.Count >= CompaniesMax) sets.Clear();
        sets[tenant] = (set, data);
    }
}
