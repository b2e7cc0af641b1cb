using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Kernel;
using FsCheck;
using FsCheck.Fluent;
using PackedParcel = Entrepot.Customs.Contracts.PackedParcel;

namespace Entrepot.Unit.Customs;

/// <summary>The papers of one consignment tell customs one story: whatever was bought and however it was packed, they add up.</summary>
public sealed class PaperContentsTests
{
    private static readonly Address Shenzhen = new() { Name = "前海仓", Line1 = "翠岗工业园五区十二栋", City = "Shenzhen", Postcode = "518103", Country = "CN" };
    private static readonly Address Bern = new() { Name = "Ada Lovelace", Line1 = "Bundesplatz 3", City = "Bern", Postcode = "3003", Country = "CH" };

    [Fact]
    public void Invoice_and_postal_forms_add_up_to_what_was_declared() => Prop.ForAll(Packed(), pair =>
    {
        var (goods, packed) = pair;
        var total = goods.Lines.Sum(line => line.AmountMinor);
        var parties = Parties.Of(goods, packed, []);
        var invoice = PaperContents.Invoice(goods, packed, parties);
        var shares = PackedShares.Of(goods, packed).Value;
        var forms = packed.Parcels.Select((parcel, i) => PaperContents.Postal(goods, packed, parties, parcel, shares[i], hasInvoice: true)).ToList();
        var list = PaperContents.PackingList(goods, packed, parties);

        return invoice.Lines.Sum(line => line.Amount.Minor) == total
            && invoice.Lines.All(line => (line.UnitPrice * line.Quantity) == line.Amount)
            && invoice.Lines.Sum(line => line.Quantity) == goods.Lines.Sum(line => line.Quantity)
            && invoice.Lines.Sum(line => line.NetWeightGrams) == goods.Lines.Sum(line => line.WeightGrams)
            && forms.Sum(form => form.Lines.Sum(line => line.Value.Minor)) == total
            && forms.Sum(form => form.Lines.Sum(line => line.NetWeightGrams)) == goods.Lines.Sum(line => line.WeightGrams)
            && forms.Sum(form => form.PostalCharges?.Minor ?? 0) == goods.FreightMinor
            && list.Parcels.Sum(parcel => parcel.Items.Sum(item => item.Quantity)) == goods.Lines.Sum(line => line.Quantity)
            && forms.SelectMany(form => form.Lines).All(line => goods.Lines.Any(declared => declared.HsCode == line.HsCode && declared.Description == line.Description && declared.Origin == line.Origin));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_amount_that_does_not_divide_stands_on_two_lines_of_whole_cents()
    {
        var goods = Goods([Line(1, 3, 1_000)], 0);

        var lines = PaperContents.Invoice(goods, AConsignment([(1, 1, 3)]), Parties.Of(goods, AConsignment([(1, 1, 3)]), [])).Lines;

        lines.Select(line => (line.Quantity, line.UnitPrice.Minor, line.Amount.Minor)).ShouldBe([(2, 333, 666), (1, 334, 334)]);
    }

    [Fact]
    public void Goods_that_were_packed_otherwise_than_declared_get_no_papers()
    {
        var goods = Goods([Line(1, 3, 1_000)], 0);

        PackedShares.Of(goods, AConsignment([(1, 1, 2)])).Problem!.Message.ShouldBe("SO-1-1 holds 2 pieces of SKU-1, 3 were declared. Pack it as ordered, or run the order's journey again.");
        PackedShares.Of(goods, AConsignment([(1, 1, 3), (1, 9, 1)])).Problem!.Code.ShouldBe("customs.packed_otherwise", "a piece that nobody declared");
    }

    [Fact]
    public void The_seller_is_known_by_its_numbers_at_both_ends()
    {
        var goods = Goods([Line(1, 1, 1_000)], 0) with { IossNumber = "IM2760000742" };
        var packed = AConsignment([(1, 1, 1)]) with { BillTo = Bern with { Name = "Babbage & Co" }, BuyerTaxId = "CHE-123.456.789" };

        var parties = Parties.Of(goods, packed, [new("CN", "", "", "USCC 91440300MA5EXAMPL1"), new("CH", "", "CHE-999.888.777", "")]);

        (parties.Seller.OtherNumber, parties.Seller.VatNumber, parties.Seller.IossNumber).ShouldBe(("USCC 91440300MA5EXAMPL1", "CHE-999.888.777", "IM2760000742"));
        (parties.Buyer.Address.Name, parties.Buyer.VatNumber, parties.Consignee!.Address).ShouldBe(("Babbage & Co", "CHE-123.456.789", Bern));
        PaperContents.Postal(goods, packed, parties, packed.Parcels[0], PackedShares.Of(goods, packed).Value[0], hasInvoice: true).SenderCustomsReference.ShouldBe("IOSS IM2760000742");
    }

    /// <summary>Up to six declared lines, packed piece by piece into up to four parcels; each parcel has at least one piece.</summary>
    private static Arbitrary<(DeclaredGoods Goods, PackedConsignment Packed)> Packed()
    {
        var line = from quantity in Gen.Choose(1, 9) from amount in Gen.Choose(0, 50_000) select (Quantity: (long)quantity, Amount: (long)amount);
        return (from lines in Gen.Choose(1, 6).SelectMany(count => line.ArrayOf(count))
                from freight in Gen.Choose(0, 2_000)
                let pieces = (int)lines.Sum(one => one.Quantity)
                from parcels in Gen.Choose(1, Math.Min(4, pieces))
                from places in Gen.Choose(1, parcels).ArrayOf(pieces)
                let boxes = places.Select((place, i) => i < parcels ? i + 1 : place).ToArray()
                let product = lines.SelectMany((one, i) => Enumerable.Repeat(i + 1, (int)one.Quantity)).ToArray()
                select (Goods([.. lines.Select((one, i) => Line(i + 1, one.Quantity, one.Amount))], freight),
                    AConsignment([.. product.Zip(boxes).GroupBy(pair => pair).Select(same => (same.Key.Second, same.Key.First, (long)same.Count()))]))).ToArbitrary();
    }

    private static DeclaredGoods Goods(IReadOnlyList<DeclaredLine> lines, long freight) =>
        new(new(100), new(7), "SO-1-1", "EUR", Incoterm.Ddp, null, "ch-standard", lines, freight, 0);

    private static DeclaredLine Line(int id, long quantity, long amount) =>
        new(new(id), new(id), $"SKU-{id}", $"Stoneware mug no. {id}", "陶瓷杯", $"69120{id:D1}", "CN", quantity, amount, 380 * quantity);

    private static PackedConsignment AConsignment(IReadOnlyList<(int Parcel, int Product, long Quantity)> pieces) => new(
        new(100), new(7), "SO-1-1", "SO-1", "Qianhai Trading", Shenzhen, Bern, null, "", "dhl-parcel-de/paket-international", "DHL Paket International", ImportWorld.Today, ImportWorld.Fx,
        [.. pieces.GroupBy(piece => piece.Parcel).OrderBy(parcel => parcel.Key).Select(parcel => new PackedParcel(
            parcel.Key, $"LX{parcel.Key:D9}CN", new(200, 150, 100), 2_000 + parcel.Key,
            [.. parcel.Select(piece => new PackedPiece(new(piece.Product), new(piece.Product), $"SKU-{piece.Product}", $"Mug {piece.Product}", "陶瓷杯", piece.Quantity, 380))]))]);
}
