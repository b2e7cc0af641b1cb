using Entrepot.Kernel;

namespace Entrepot.Finance.Contracts;

/// <summary>A posting to make. <c>(SourceType, SourceId, Kind)</c> is unique: posting the same twice changes nothing.</summary>
/// <param name="SourceType">What it is about, e.g. <c>order</c>.</param>
/// <param name="Kind">Which posting of it, e.g. <c>placed</c>, <c>delivered</c>; a rerun of an order carries its run number (<c>placed/2</c>).</param>
public sealed record VoucherDraft(string SourceType, long SourceId, string Kind, DateOnly Date, Sentence Text, IReadOnlyList<VoucherLineDraft> Lines);

/// <param name="Account">Number in the chart of accounts.</param>
/// <param name="Amount">Positive; the side says which way.</param>
public sealed record VoucherLineDraft(string Account, Side Side, Money Amount, Sentence Text);

public enum Side { Debit, Credit }

/// <summary>The general ledger: vouchers are added and reversed, never changed.</summary>
public interface ILedger
{
    /// <summary>Adds vouchers to the open unit of work. Each must balance per currency; one that does not is a bug and throws.</summary>
    void Post(IReadOnlyList<VoucherDraft> vouchers);

    /// <summary>Posts the exact opposite of every voucher of these sources that is not reversed yet.</summary>
    Task ReverseAsync(string sourceType, IReadOnlyList<long> sourceIds, DateOnly date, string reason, CancellationToken ct);

    Task<IReadOnlyList<VoucherInfo>> OfAsync(string sourceType, long sourceId, CancellationToken ct);
}

public sealed record VoucherInfo(long Id, string Number, DateOnly Date, string Kind, Sentence Text, bool IsReversed, long? Reverses, IReadOnlyList<VoucherLineInfo> Lines);

public sealed record VoucherLineInfo(string Account, string AccountName, Side Side, Money Amount, Sentence Text);

/// <summary>The posting rules: pure functions from facts to voucher lines, tested by tables.</summary>
public interface IPostingRules
{
    /// <summary>The buyer has bought: receivable against goods, freight, tax and duty to pay.</summary>
    VoucherDraft OrderPlaced(OrderPlacedFacts facts);

    /// <summary>The goods have left: cost of goods sold and freight accrued.</summary>
    VoucherDraft OrderShipped(OrderShippedFacts facts);

    /// <summary>Delivered: accruals settled to what was really charged, duty and tax payable confirmed.</summary>
    VoucherDraft OrderDelivered(OrderDeliveredFacts facts);
}

/// <summary>All amounts in the order's currency; <c>DutiesBorneBySeller</c> is true under DDP.</summary>
public sealed record OrderPlacedFacts(OrderId Order, string Number, int Run, DateOnly Date, Money Goods, Money Freight, Money Discount, Money TaxCollected, bool TaxCollectedByChannel, Money Duty, Money ImportTax, Money Fees, bool DutiesBorneBySeller);

public sealed record OrderShippedFacts(OrderId Order, string Number, FulfilmentOrderId FulfilmentOrder, DateOnly Date, IReadOnlyList<Money> CostOfGoods, Money FreightAccrued);

public sealed record OrderDeliveredFacts(OrderId Order, string Number, DateOnly Date, Money FreightEstimated, Money FreightActual);
