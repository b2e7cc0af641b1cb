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

/// <summary>What a posting is, for people.</summary>
public static class VoucherKindView
{
    /// <summary>Kinds are <c>placed</c>, <c>placed/2</c> for the second journey of an order, <c>shipped/77</c> for one of its parcels, and any of them <c>/reversed</c>.</summary>
    public static string? WordOf(string kind) => (kind.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? kind[..slash] : kind) switch
    {
        "placed" => "Sale|voucher",
        "shipped" => "Goods out|voucher",
        "delivered" => "Delivery|voucher",
        _ => null,
    };

    /// <summary>In the reader's language; a kind without a word is shown as it is.</summary>
    public static string Say(Text words, string kind)
    {
        if (WordOf(kind) is not { } word) return kind;
        var isReversed = kind.EndsWith(Domain.Voucher.ReversedSuffix, StringComparison.Ordinal);
        var said = kind.StartsWith("placed/", StringComparison.Ordinal) && int.TryParse(kind.Split('/')[1], out var run) ? words["{0}, journey {1}", words[word], run] : words[word];
        return isReversed ? words["Reversal of: {0}", said] : said;
    }
}
