using System.Collections.Concurrent;
using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Data;
using Entrepot.Rules.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>Looks buyers up in the company's blacklist, from a snapshot that one version number keeps true.</summary>
internal sealed class Blacklist(EntrepotDb db, BlacklistSnapshots snapshots, TimeProvider clock) : IBlacklist
{
    public async Task<IReadOnlyList<Problem?>> CheckAsync(IReadOnlyList<BlacklistRequest> buyers, CancellationToken ct)
    {
        var answers = new Problem?[buyers.Count];
        var snapshot = await CurrentAsync(ct);
        if (snapshot.IsEmpty) return answers;

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        for (var i = 0; i < answers.Length; i++) answers[i] = snapshot.Find(buyers[i], today);
        return answers;
    }

    private async Task<BlacklistSnapshot> CurrentAsync(CancellationToken ct)
    {
        var versions = await db.QueryAsync(RulesSql.BlacklistVersion, row => row.GetInt64(0), ct, db.Tenant.Value);
        var version = versions.Count == 0 ? 0 : versions[0];
        if (version == 0) return BlacklistSnapshot.Empty;
        if (snapshots.Find(db.Tenant, version) is { } known) return known;

        var snapshot = new BlacklistSnapshot(version, await db.Set<BlacklistEntry>().ToListAsync(ct));
        snapshots.Keep(db.Tenant, snapshot);
        return snapshot;
    }
}

/// <summary>A company's blacklist by what is compared.</summary>
internal sealed class BlacklistSnapshot(long version, IReadOnlyList<BlacklistEntry> entries)
{
    private readonly FrozenDictionary<string, BlacklistEntry> emails = Of(entries, BlacklistKind.Email);
    private readonly FrozenDictionary<string, BlacklistEntry> phones = Of(entries, BlacklistKind.Phone);
    private readonly FrozenDictionary<string, BlacklistEntry> names = Of(entries, BlacklistKind.Name);
    private readonly FrozenDictionary<string, BlacklistEntry> addresses = Of(entries, BlacklistKind.Address);

    public static BlacklistSnapshot Empty { get; } = new(0, []);

    public long Version => version;
    public bool IsEmpty => entries.Count == 0;

    /// <summary>The first that matches, the surest first: mailbox, phone, address, name.</summary>
    public Problem? Find(BlacklistRequest buyer, DateOnly today) =>
        Hit(emails, "e-mail address", buyer.Email, BlacklistKeys.Email, today)
        ?? Hit(phones, "phone number", buyer.Phone, BlacklistKeys.Phone, today)
        ?? Hit(addresses, "address", buyer.Address, BlacklistKeys.Address, today)
        ?? Hit(names, "name", buyer.Name, BlacklistKeys.Name, today);

    private static Problem? Hit<T>(FrozenDictionary<string, BlacklistEntry> known, Sentence what, T value, Func<T, string> key, DateOnly today) =>
        known.Count > 0 && known.TryGetValue(key(value), out var entry) && !(entry.Until < today) ? RulesProblems.Blacklisted(what, entry.Reason) : null;

    private static FrozenDictionary<string, BlacklistEntry> Of(IReadOnlyList<BlacklistEntry> entries, BlacklistKind kind) =>
        entries.Where(entry => entry.Kind == kind).ToFrozenDictionary(entry => entry.Key, StringComparer.Ordinal);
}

/// <summary>One snapshot per company.</summary>
internal sealed class BlacklistSnapshots
{
    /// <summary>More companies than one database serves at a time; beyond it everybody reads once more.</summary>
    private const int CompaniesMax = 1_000;

    private readonly ConcurrentDictionary<TenantId, BlacklistSnapshot> snapshots = new();

    public BlacklistSnapshot? Find(TenantId tenant, long version) => snapshots.TryGetValue(tenant, out var snapshot) && snapshot.Version == version ? snapshot : null;

    public void Keep(TenantId tenant, BlacklistSnapshot snapshot)
    {
        if (snapshots.Count >= CompaniesMax) snapshots.Clear();
        snapshots[tenant] = snapshot;
    }
}
