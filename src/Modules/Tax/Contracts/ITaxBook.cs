using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Tax.Contracts;

/// <summary>How the tax of a sale is accounted for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxScheme>))]
public enum TaxScheme
{
    /// <summary>Goods leave and arrive in one country: its VAT, GST or sales tax.</summary>
    Domestic,

    /// <summary>From one member state of the EU to a consumer in another: the Union one-stop shop, or a registration there.</summary>
    Distance,

    /// <summary>From one member state to a business in another: not taxed, reported.</summary>
    IntraEu,

    /// <summary>Into the EU up to its limit, taxed at the sale: the import one-stop shop.</summary>
    Ioss,

    /// <summary>Into another country that taxes small consignments at the sale (Great Britain, Australia, Norway …).</summary>
    AtSale,

    /// <summary>Out of the country it leaves from, taxed at import if at all.</summary>
    Export,

    /// <summary>The channel owes the tax, not the seller.</summary>
    Marketplace,
}

/// <summary>One consignment's share of an order, as the tax office sees it: who sells what from where to where.</summary>
/// <param name="Part">Which consignment of the order, from 1; with order and run it names the sale.</param>
/// <param name="Consignment">Its reference with the carrier.</param>
/// <param name="On">The day of supply, UTC: when the order was placed and paid (Directive 2006/112/EC Art. 65 and 66a).</param>
/// <param name="Regime">How it is cleared, as customs named it; <c>domestic</c> where no border is crossed.</param>
/// <param name="NetMinor">What the buyer pays without tax, shipping and services included.</param>
/// <param name="TaxMinor">What the buyer pays as tax.</param>
/// <param name="Lines">Its goods; their amounts say how <paramref name="NetMinor"/> is shared over rates.</param>
public sealed record TaxSale(
    OrderId Order, string OrderNumber, int Run, int Part, string Consignment, DateOnly On, string ShipFrom, string ShipTo, string Province, string Regime, string Currency,
    long NetMinor, long TaxMinor, bool CollectedByChannel, bool BuyerIsBusiness, string BuyerTaxId, IReadOnlyList<TaxSaleLine> Lines);

public sealed record TaxSaleLine(string HsCode, string Description, long Quantity, long AmountMinor);

/// <summary>What of a sale stands under one rate.</summary>
/// <param name="RatePpm">Null where the rate is not known.</param>
/// <param name="ExpectedMinor">The tax that the rate asks for, half up; null where the rate is not known or the seller does not owe the tax.</param>
public sealed record TaxShare(long? RatePpm, long NetMinor, long TaxMinor, long? ExpectedMinor, string Goods);

/// <param name="Country">Where it is taxed; for an export, where it leaves from.</param>
/// <param name="Region">State or province where the tax is that of one; else empty.</param>
public sealed record TaxSupply(TaxSale Sale, TaxScheme Scheme, string Country, string Region, IReadOnlyList<TaxShare> Shares, TraceEntry Trace);

/// <summary>The record of sales from which returns are made, kept for as long as the law asks: rows are added and taken back, never changed.</summary>
public interface ITaxBook
{
    /// <summary>Decides how each sale is taxed, in the same order; in memory, nothing is written.</summary>
    IReadOnlyList<TaxSupply> Assess(IReadOnlyList<TaxSale> sales);

    /// <summary>Adds supplies to the open unit of work. A sale that is in the book already is a bug and fails the commit.</summary>
    void Enter(IReadOnlyList<TaxSupply> supplies);

    /// <summary>Takes back every supply of these orders that nobody took back yet, in the open unit of work; in a period that is filed, that is a correction in a later return.</summary>
    Task ReverseAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);
}
