using System.Globalization;
using Entrepot.Finance.Data;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Finance.Features;

/// <summary>Money is conserved: in every voucher and currency debits equal credits.</summary>
internal sealed class VouchersBalance(EntrepotDb db) : IVerification
{
    public string Name => "Vouchers balance per currency";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var examined = (await db.QueryAsync(FinanceSql.CountVouchers, row => row.GetInt64(0), ct, db.Tenant.Value))[0];
        var off = await db.QueryAsync(FinanceSql.OutOfBalance, row => string.Create(CultureInfo.InvariantCulture,
            $"voucher {row.GetInt64(0)} is out of balance by {new Money(row.GetInt64(2), row.GetString(1))}"), ct, db.Tenant.Value, VerificationResult.WrongMax);
        var empty = await db.QueryAsync(FinanceSql.WithoutLines, row => $"voucher {row.GetInt64(0)} has no lines", ct, db.Tenant.Value, VerificationResult.WrongMax);
        return new(Name, examined, [.. off.Concat(empty).Take(VerificationResult.WrongMax)]);
    }
}

/// <summary>What is taken back is taken back exactly.</summary>
internal sealed class ReversalsMirror(EntrepotDb db) : IVerification
{
    public string Name => "Every reversal mirrors its original";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var examined = (await db.QueryAsync(FinanceSql.CountReversals, row => row.GetInt64(0), ct, db.Tenant.Value))[0];
        var lost = await db.QueryAsync(FinanceSql.PointingNowhere, row => $"voucher {row.GetInt64(0)} takes back voucher {row.GetInt64(1)}, which is not there or is about something else", ct, db.Tenant.Value, VerificationResult.WrongMax);
        var skewed = await db.QueryAsync(FinanceSql.NotMirrored, row =>
            $"voucher {row.GetInt64(0)} does not cancel voucher {row.GetInt64(1)} on account {row.GetString(2)} in {row.GetString(3)}", ct, db.Tenant.Value, VerificationResult.WrongMax);
        return new(Name, examined, [.. lost.Concat(skewed).Take(VerificationResult.WrongMax)]);
    }
}

/// <summary>What happened is posted once and taken back at most once, in the month of its day.</summary>
internal sealed class PostedOnce(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Every posting is made once";

    protected override string Examined => FinanceSql.CountVouchers;

    protected override IReadOnlyList<string> Wrong { get; } = [FinanceSql.PostedTwice, FinanceSql.ReversedTwice, FinanceSql.OutOfPeriod];
}

/// <summary>Every line is a positive amount on one side of an account that there is.</summary>
internal sealed class LinesNameAccounts(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Voucher lines name accounts of the chart";

    protected override string Examined => FinanceSql.CountLines;

    protected override IReadOnlyList<string> Wrong { get; } = [FinanceSql.LinesOutOfChart];

    protected override IReadOnlyList<object?> Values { get; } = [ChartOfAccounts.All.Select(account => account.Number).ToArray()];
}
