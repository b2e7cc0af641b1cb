using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

public enum PaperKind { CommercialInvoice, PackingList, Cn22, Cn23 }

/// <summary>A consignment whose papers are asked for.</summary>
/// <param name="ShipFrom">ISO 3166-1 alpha-2, as <paramref name="ShipTo"/>.</param>
/// <param name="Service"><c>carrier/service</c>: whether it is posted or goes with an express carrier.</param>
/// <param name="GoodsValue">Of all its goods, without transport.</param>
/// <param name="HeaviestParcelGrams">With packaging.</param>
/// <param name="On">The day it leaves: the day whose rules apply.</param>
/// <param name="Fx">To compare the value with limits of another currency.</param>
public sealed record PapersQuestion(string ShipFrom, string ShipTo, string Service, Money GoodsValue, long HeaviestParcelGrams, DateOnly On, FxTable Fx);

/// <param name="Kinds">In the order in which they are printed; empty within one customs territory.</param>
public sealed record PapersNeeded(IReadOnlyList<PaperKind> Kinds, TraceEntry Trace)
{
    /// <summary>For people: <c>commercial invoice, CN 23</c>; null where none is needed.</summary>
    public string? Names => Kinds.Count == 0 ? null : string.Join(", ", Kinds.Select(Name));

    public static string Name(PaperKind kind) => kind switch
    {
        PaperKind.CommercialInvoice => "commercial invoice",
        PaperKind.PackingList => "packing list",
        PaperKind.Cn22 => "CN 22",
        PaperKind.Cn23 => "CN 23",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every paper has its name."),
    };
}

/// <summary>
/// The goods of one consignment as their landed cost was quoted: the codes, values and shares that its papers must repeat.
/// Amounts in minor units of <paramref name="Currency"/>.
/// </summary>
/// <param name="Regime">How it is cleared, as in <see cref="LandedCostQuote.Regime"/>.</param>
public sealed record DeclaredGoods(
    ConsignmentId Consignment, OrderId Order, string Reference, string Currency, Incoterm Incoterm, string? IossNumber, string Regime,
    IReadOnlyList<DeclaredLine> Lines, long FreightMinor, long InsuranceMinor);

/// <param name="Description">What the goods are, in plain English.</param>
/// <param name="LocalName">The same in Chinese; empty where there is none.</param>
/// <param name="AmountMinor">Of the whole line, without tax and transport.</param>
/// <param name="WeightGrams">Net, of the whole line.</param>
public sealed record DeclaredLine(
    OrderLineId OrderLine, ProductId Product, string Sku, string Description, string LocalName, string HsCode, string Origin, long Quantity, long AmountMinor, long WeightGrams);

/// <summary>A consignment that is packed and has its numbers: what its papers say beyond the goods.</summary>
/// <param name="SellerName">The company, as it signs.</param>
/// <param name="PackedOn">Where it was packed.</param>
public sealed record PackedConsignment(
    ConsignmentId Id, OrderId Order, string Reference, string OrderNumber, string SellerName, Address ShipFrom, Address ShipTo, Address? BillTo, string BuyerTaxId,
    string Service, string CarrierName, DateOnly PackedOn, FxTable Fx, IReadOnlyList<PackedParcel> Parcels);

/// <param name="Number">From 1.</param>
/// <param name="GrossWeightGrams">By the scale.</param>
public sealed record PackedParcel(int Number, string TrackingNumber, Dimensions Outer, long GrossWeightGrams, IReadOnlyList<PackedPiece> Contents);

/// <summary>Pieces of one product of one order line in one parcel.</summary>
/// <param name="WeightGrams">Net, of one piece.</param>
public sealed record PackedPiece(OrderLineId OrderLine, ProductId Product, string Sku, string Name, string LocalName, long Quantity, long WeightGrams);

/// <summary>A paper that was made. Its content never changes: a reprint is the same paper.</summary>
/// <param name="Number">Unique in the company: <c>CI-SO-0000001-1</c>.</param>
/// <param name="Parcel">The parcel it is for; zero for the whole consignment.</param>
/// <param name="VoidedAt">UTC; null while it is good.</param>
public sealed record PaperInfo(long Id, ConsignmentId Consignment, OrderId Order, PaperKind Kind, string Number, int Parcel, DateTime MadeAt, DateTime? VoidedAt);

/// <summary>The papers that a parcel cannot leave without.</summary>
public interface ICustomsPapers
{
    /// <summary>Which papers each consignment needs, in the same order (<c>Rules/paper-rules.tsv</c>). In memory, from dated rules.</summary>
    IReadOnlyList<PapersNeeded> Needed(IReadOnlyList<PapersQuestion> questions);

    /// <summary>Keeps what is declared of consignments that cross a border, in the open unit of work.</summary>
    void Declare(IReadOnlyList<DeclaredGoods> goods);

    /// <summary>
    /// Makes the papers of packed consignments in the open unit of work, and freezes what they say; a consignment that has
    /// its papers keeps them. Within one customs territory that is the packing list.
    /// </summary>
    /// <returns>
    /// In the same order; refused, and then none is made, with <c>customs.not_declared</c> where nothing was declared of goods
    /// that cross a border, and with <c>customs.packed_otherwise</c> where the parcels do not hold what was declared.
    /// </returns>
    Task<IReadOnlyList<Result<IReadOnlyList<PaperInfo>>>> MakeAsync(IReadOnlyList<PackedConsignment> packed, CancellationToken ct);

    /// <summary>Takes the papers of these orders back, in the open unit of work. Voiding twice is harmless.</summary>
    void Void(IReadOnlyList<OrderId> orders);

    /// <summary>All papers of these orders, oldest first, voided ones too.</summary>
    Task<IReadOnlyList<PaperInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);

    /// <summary>The good papers of these consignments in one PDF, consignment by consignment in the order given.</summary>
    /// <returns>Refused with <c>customs.no_papers</c> where there are none, and with <c>customs.too_many_papers</c> for more than fit one file.</returns>
    Task<Result<byte[]>> PrintAsync(IReadOnlyList<ConsignmentId> consignments, CancellationToken ct);

    /// <summary>The language that stands on papers for a country on a day, beside English where officers read them; null for English alone (<c>Rules/paper-languages.tsv</c>).</summary>
    string? LanguageFor(string country, DateOnly on);
}
