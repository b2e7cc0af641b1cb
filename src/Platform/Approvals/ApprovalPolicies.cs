using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Approvals;

/// <summary>Which changes need a second person in this company, and above which value.</summary>
public sealed class ApprovalPolicies(EntrepotDb db, ApprovalKinds kinds, IColleagues colleagues, ChangeLog log)
{
    /// <summary>Under which the log keeps changes.</summary>
    public const string Subject = "approval_policy";

    /// <summary>The company's currency, in which limits are set.</summary>
    public async Task<string> CurrencyAsync(CancellationToken ct) => await db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Currency).SingleAsync(ct);

    /// <summary>One for each kind of this host, in their order.</summary>
    public async Task<IReadOnlyList<ApprovalPolicy>> AllAsync(CancellationToken ct)
    {
        var set = await db.Set<ApprovalPolicyRow>().ToDictionaryAsync(row => row.Kind, ct);
        return [.. kinds.All.Select(kind => set.TryGetValue(kind.Key, out var row) ? new ApprovalPolicy(row.Kind, row.IsOn, row.AboveMinor, row.DaysOpen) : ApprovalPolicy.Off(kind.Key))];
    }

    public async Task<Result> SetAsync(ApprovalPolicy wanted, string reason, CancellationToken ct)
    {
        if (kinds.Find(wanted.Kind) is not { } kind) return ApprovalProblems.NoSuchKind(wanted.Kind);
        if (reason.Trim() is not { Length: > 0 and <= ApprovalRow.ReasonMax } why) return ApprovalProblems.NoReason();
        if (wanted.DaysOpen is < 1 or > ApprovalPolicy.DaysMax) return ApprovalProblems.BadDays();
        if (wanted.AboveMinor < 0) return ApprovalProblems.BadLimit();
        if (wanted.IsOn && (await colleagues.AllAsync(ct)).Count < 2) return ApprovalProblems.TwoNeeded();

        await using var unit = await db.BeginAsync(ct);
        var currency = await CurrencyAsync(ct);
        var row = await db.Set<ApprovalPolicyRow>().AsTracking().SingleOrDefaultAsync(row => row.Kind == kind.Key, ct);
        var before = row is null ? ApprovalPolicy.Off(kind.Key) : new(row.Kind, row.IsOn, row.AboveMinor, row.DaysOpen);
        var after = wanted with { AboveMinor = kind.HasLimit ? wanted.AboveMinor : null };
        if (row is null) db.Add(new ApprovalPolicyRow { TenantId = db.Tenant, Kind = kind.Key, IsOn = after.IsOn, AboveMinor = after.AboveMinor, DaysOpen = after.DaysOpen });
        else (row.IsOn, row.AboveMinor, row.DaysOpen) = (after.IsOn, after.AboveMinor, after.DaysOpen);
        log.Add(Subject, why,
            new(kind.Title, before.IsOn ? "Needs a second person" : "One person is enough", after.IsOn ? "Needs a second person" : "One person is enough"),
            new("Only above", Spoken(before), Spoken(after)), new("Days open", before.DaysOpen.ToString(CultureInfo.InvariantCulture), after.DaysOpen.ToString(CultureInfo.InvariantCulture)));
        return await unit.CommitAsync(ct);

        string Spoken(ApprovalPolicy policy) => policy.AboveMinor is { } minor ? new Money(minor, currency).ToString() : "";
    }
}
