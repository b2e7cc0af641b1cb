using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Finance.Features;

/// <summary>One voucher in a list. <paramref name="Amount"/> is its turnover (the debits) in its first currency.</summary>
public sealed record VoucherRow(long Id, string Number, DateOnly Date, string SourceType, long SourceId, string Kind, Sentence Text, bool IsReversed, long? Reverses, Money? Amount)
{
    public StatusWord Status => Reverses is not null ? new(Tone.Aux, "Reversal") : IsReversed ? new(Tone.Rest, "Reversed") : new(Tone.Go, "Posted");
}

/// <summary>A page of the list of vouchers.</summary>
public sealed record VoucherListView(ListUrl Url, IReadOnlyList<VoucherRow> Rows, long Total, IReadOnlyList<string> Periods)
{
    public const int PageSize = 50;

    /// <summary>The accounts that can be filtered by, as number and name.</summary>
    public IReadOnlyList<(string Number, string Name)> Accounts { get; init; } = [];
}

/// <summary>A voucher with its lines; <paramref name="ReversedBy"/> is the one that took it back.</summary>
public sealed record VoucherPageView(VoucherRow Row, DateTime PostedAt, VoucherInfo Info, long? ReversedBy);
