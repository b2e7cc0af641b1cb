namespace Entrepot.Sandbox.Shops;

/// <summary>What a buyer bought, before a shop writes it in its own format. Amounts in minor units of the shop's currency.</summary>
/// <param name="Serial">A number unique over all sales of all shops, for ids in the shop's format.</param>
internal sealed record Sale(
    ShopProfile Shop, long Serial, string Number, DateTime PlacedAt, Buyer Buyer, IReadOnlyList<SaleLine> Lines, long ShippingMinor, long DiscountMinor, bool IsPaid)
{
    public string Note { get; init; } = "";
    public long GoodsMinor { get; } = Lines.Sum(line => line.AmountMinor);
    public long TaxPpm => Shop.TaxPpm.GetValueOrDefault(Buyer.Address.Country);
}

/// <param name="PriceMinor">The price tag of one piece.</param>
internal sealed record SaleLine(string Code, string Title, long Quantity, long PriceMinor, long WeightGrams)
{
    public long AmountMinor => Quantity * PriceMinor;
}
