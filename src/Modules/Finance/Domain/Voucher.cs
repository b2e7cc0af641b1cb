using System.Globalization;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Finance.Domain;

internal readonly record struct VoucherId(long Value) : IId<VoucherId>
{
    public static VoucherId From(long value) => new(value);
}

/// <summary>
/// A balanced posting. Never updated and never deleted: a mistake is a second voucher that points at the first and says
/// the opposite.
/// </summary>
internal sealed class Voucher : ITenantRow
{
    /// <summary>Ends the kind of a voucher that takes another back.</summary>
    public const string ReversedSuffix = "/reversed";

    private Voucher() { } // For EF Core.

    public TenantId TenantId { get; private init; }
    public VoucherId Id { get; private init; }
    public DateOnly Date { get; private init; }

    /// <summary>Year and month of the books, e.g. 202611.</summary>
    public int Period { get; private init; }
    public string SourceType { get; private init; } = "";
    public long SourceId { get; private init; }

    /// <summary>Which posting of the source; one of each.</summary>
    public string Kind { get; private init; } = "";

    /// <summary><see cref="Words"/> as <see cref="SentenceJson"/> writes them: lists search in it.</summary>
    public string Text { get; private init; } = "";
    public Sentence Words => SentenceJson.FromText(Text);

    /// <summary>The voucher that this one takes back; null for an ordinary one.</summary>
    public VoucherId? Reverses { get; private init; }
    public DateTime PostedAt { get; private init; }

    public string Number => NumberOf(Date, Id);

    /// <summary>
    /// The number on screens and exports: the year and the id. It is unique and rises with time within one process, and it
    /// has gaps, because a sequence without gaps is one row that every posting waits for. A country that asks for numbers
    /// without gaps gets them at the close of a period, when nothing more is posted into it.
    /// </summary>
    public static string NumberOf(DateOnly date, VoucherId id) => string.Create(CultureInfo.InvariantCulture, $"{date.Year}-{id.Value}");

    /// <summary>The voucher and its lines. A draft that does not balance in each currency is a bug of its posting rule.</summary>
    /// <exception cref="InvalidOperationException">Out of balance, without lines, an amount that is not positive, or an account that is not in the chart.</exception>
    public static Voucher Post(TenantId tenant, VoucherId id, VoucherDraft draft, VoucherId? reverses, DateTime now)
    {
        Check(draft);
        return new()
        {
            TenantId = tenant,
            Id = id,
            Date = draft.Date,
            Period = (draft.Date.Year * 100) + draft.Date.Month,
            SourceType = draft.SourceType,
            SourceId = draft.SourceId,
            Kind = draft.Kind,
            Text = SentenceJson.ToText(draft.Text),
            Reverses = reverses,
            PostedAt = now,
        };
    }

    public VoucherInfo ToInfo(bool isReversed, IEnumerable<VoucherLine> lines) =>
        new(Id.Value, Number, Date, Kind, Words, isReversed, Reverses?.Value, [.. lines.Select(line => line.ToInfo())]);

    private static void Check(VoucherDraft draft)
    {
        if (draft.Lines.Count == 0) throw new InvalidOperationException($"The voucher {Name(draft)} has no lines.");

        // Nearly every voucher has one currency: sums are kept for the one at hand and checked again for each other one.
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            var line = draft.Lines[i];
            if (line.Amount.Minor <= 0) throw new InvalidOperationException($"The voucher {Name(draft)} has a line of {line.Amount}: amounts are positive, the side says which way.");
            if (!ChartOfAccounts.Has(line.Account)) throw new InvalidOperationException($"The voucher {Name(draft)} names account {line.Account}, which is not in the chart of accounts.");
            if (i > 0 && line.Amount.Currency == draft.Lines[i - 1].Amount.Currency) continue;
            if (Balance(draft.Lines, line.Amount.Currency) is not 0 and var off) throw new InvalidOperationException($"The voucher {Name(draft)} is out of balance by {new Money(off, line.Amount.Currency)}.");
        }
    }

    private static long Balance(IReadOnlyList<VoucherLineDraft> lines, string currency)
    {
        long balance = 0;
        foreach (var line in lines)
            if (line.Amount.Currency == currency) balance = checked(balance + (line.Side == Side.Debit ? line.Amount.Minor : -line.Amount.Minor));
        return balance;
    }

    private static string Name(VoucherDraft draft) => $"{draft.SourceType} {draft.SourceId}, {draft.Kind}";
}

/// <summary>One account, one amount, debit or credit.</summary>
internal sealed class VoucherLine : ITenantRow
{
    public TenantId TenantId { get; init; }
    public VoucherId VoucherId { get; init; }

    /// <summary>From 1, in the order of the posting rule.</summary>
    public int LineNo { get; init; }
    public string Account { get; init; } = "";
    public Side Side { get; init; }
    public Money Amount { get; init; }
    public Sentence Text { get; init; } = Sentence.Empty;

    public VoucherLineInfo ToInfo() => new(Account, ChartOfAccounts.NameOf(Account), Side, Amount, Text);
}
