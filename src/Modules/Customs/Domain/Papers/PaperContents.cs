using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Papers;
using PackedParcel = Entrepot.Customs.Contracts.PackedParcel;

namespace Entrepot.Customs.Domain.Papers;

/// <summary>
/// What each paper of a consignment says. All repeat the declared goods: the same codes, and values that add up to the same
/// total on the invoice and over all postal forms.
/// </summary>
internal static class PaperContents
{
    private const string Reason = "Sale of goods";

    public static CommercialInvoice Invoice(DeclaredGoods goods, PackedConsignment packed, Parties parties, OwnNumbers own = default) => new()
    {
        Number = own.Invoice ?? Number(PaperKind.CommercialInvoice, packed),
        Logo = parties.Logo,
        Language = PaperLanguages.For(packed.ShipTo.Country, packed.PackedOn),
        Date = packed.PackedOn,
        Seller = parties.Seller,
        Buyer = parties.Buyer,
        Consignee = parties.Consignee,
        Incoterm = goods.Incoterm.ToString().ToUpperInvariant(),
        IncotermPlace = goods.Incoterm == Incoterm.Fca ? packed.ShipFrom.City : packed.ShipTo.City,
        Lines = [.. goods.Lines.SelectMany(line => InvoiceLines(line, goods.Currency))],
        Freight = goods.FreightMinor == 0 ? null : new(goods.FreightMinor, goods.Currency),
        Insurance = goods.InsuranceMinor == 0 ? null : new(goods.InsuranceMinor, goods.Currency),
        ReasonForExport = Reason,
        OrderNumber = packed.OrderNumber,
        Carrier = packed.CarrierName,
        TrackingNumber = packed.Parcels[0].TrackingNumber,
        ParcelCount = packed.Parcels.Count,
        GrossWeightGrams = packed.Parcels.Sum(parcel => parcel.GrossWeightGrams),
        SignedBy = parties.Seller.Address.Name,
        SignedAt = packed.ShipFrom.City,
    };

    /// <summary>Of declared goods by their declared names; within one customs territory by the catalogue's.</summary>
    public static PackingList PackingList(DeclaredGoods? goods, PackedConsignment packed, Parties parties, OwnNumbers own = default) => new()
    {
        Number = own.PackingList ?? Number(PaperKind.PackingList, packed),
        Logo = parties.Logo,
        Language = PaperLanguages.For(packed.ShipTo.Country, packed.PackedOn),
        Date = packed.PackedOn,
        InvoiceNumber = goods is null ? "" : own.Invoice ?? Number(PaperKind.CommercialInvoice, packed),
        OrderNumber = packed.OrderNumber,
        Shipper = parties.Sender,
        Consignee = parties.Consignee ?? parties.Buyer,
        Carrier = packed.CarrierName,
        Parcels = [.. packed.Parcels.Select(parcel => new Platform.Documents.Papers.PackedParcel
        {
            Mark = $"{parcel.Number}/{packed.Parcels.Count}",
            TrackingNumber = parcel.TrackingNumber,
            Size = parcel.Outer,
            GrossWeightGrams = parcel.GrossWeightGrams,
            Items = [.. parcel.Contents.Select(piece => Item(piece, goods))],
        })],
    };

    /// <summary>The postal form of one parcel.</summary>
    public static PostalDeclaration Postal(DeclaredGoods goods, PackedConsignment packed, Parties parties, PackedParcel parcel, IReadOnlyList<DeclaredShare> shares, bool hasInvoice, OwnNumbers own = default) => new()
    {
        Category = PostalItemCategory.SaleOfGoods,
        Sender = parties.Sender.Address,
        Addressee = packed.ShipTo,
        Lines = [.. shares.Select(share => new PostalDeclarationLine
        {
            Description = share.Line.Description,
            Quantity = share.Quantity,
            NetWeightGrams = share.WeightGrams,
            Value = new(share.AmountMinor, goods.Currency),
            HsCode = share.Line.HsCode,
            Origin = share.Line.Origin,
        })],
        GrossWeightGrams = parcel.GrossWeightGrams,
        ItemNumber = parcel.TrackingNumber,
        DesignatedOperator = PaperRules.WayOf(packed.Service).Operator,
        Date = packed.PackedOn,
        SignedBy = parties.Seller.Address.Name,
        SenderCustomsReference = goods.IossNumber is { Length: > 0 } ioss ? $"IOSS {ioss}" : parties.Seller.EoriNumber,
        ImporterReference = packed.BuyerTaxId,
        PostalCharges = goods.FreightMinor == 0 ? null : new Money(goods.FreightMinor, goods.Currency).Allocate([.. packed.Parcels.Select(other => other.GrossWeightGrams)])[parcel.Number - 1],
        OfficeOfOrigin = $"{packed.ShipFrom.City} {packed.ShipFrom.Postcode}".Trim(),
        InvoiceNumber = hasInvoice ? own.Invoice ?? Number(PaperKind.CommercialInvoice, packed) : "",
    };

    /// <summary>The consignment's reference says which; the letters say what. Made again after a change, the reference is another.</summary>
    public static string Number(PaperKind kind, PackedConsignment packed, int parcel = 0)
    {
        var letters = kind switch { PaperKind.CommercialInvoice => "CI", PaperKind.PackingList => "PL", PaperKind.Cn22 => "CN22", _ => "CN23" };
        return parcel == 0 ? $"{letters}-{packed.Reference}" : $"{letters}-{packed.Reference}-{parcel}";
    }

    /// <summary>
    /// Quantity times price is the amount, to the cent: an amount that does not divide stands on two lines whose prices
    /// differ by one minor unit.
    /// </summary>
    private static IEnumerable<CommercialInvoiceLine> InvoiceLines(DeclaredLine line, string currency)
    {
        var (price, dearer) = Math.DivRem(line.AmountMinor, line.Quantity);
        var weight = line.WeightGrams / line.Quantity;
        if (line.Quantity > dearer) yield return Line(line.Quantity - dearer, price);
        if (dearer > 0) yield return Line(dearer, price + 1);

        CommercialInvoiceLine Line(long quantity, long each) => new()
        {
            Description = line.Description,
            LocalName = line.LocalName,
            Sku = line.Sku,
            HsCode = line.HsCode,
            Origin = line.Origin,
            Quantity = quantity,
            UnitPrice = new(each, currency),
            Amount = new Money(each, currency) * quantity,
            NetWeightGrams = weight * quantity,
        };
    }

    private static PackedItem Item(PackedPiece piece, DeclaredGoods? goods)
    {
        var declared = goods?.Lines.FirstOrDefault(line => line.OrderLine == piece.OrderLine && line.Product == piece.Product);
        return new()
        {
            Sku = piece.Sku,
            Description = declared?.Description ?? piece.Name,
            LocalName = piece.LocalName,
            Quantity = piece.Quantity,
            NetWeightGrams = piece.WeightGrams * piece.Quantity,
        };
    }
}

/// <summary>The numbers that papers of a consignment get by the company's own pattern; null where they have their usual ones.</summary>
internal readonly record struct OwnNumbers(string? Invoice, string? PackingList);

/// <param name="Seller">At its registered seat where that is set, else where the goods leave.</param>
/// <param name="Sender">The seller where the goods leave: who a parcel goes back to.</param>
/// <param name="Consignee">Null where the buyer receives the goods.</param>
internal sealed record Parties(TradeParty Seller, TradeParty Sender, TradeParty Buyer, TradeParty? Consignee)
{
    /// <summary>Hash of the seller's logo; empty for none.</summary>
    public string Logo { get; private init; } = "";

    public static Parties Of(DeclaredGoods? goods, PackedConsignment packed, IReadOnlyList<TraderNumbers> numbers, Letterhead? letterhead = null)
    {
        var name = letterhead?.Name ?? packed.SellerName;
        TraderNumbers? In(string country) => numbers.FirstOrDefault(number => number.Territory == Countries.CustomsTerritory(country));
        var (home, there) = (In(packed.ShipFrom.Country), In(packed.ShipTo.Country));

        // The exporter is known where the goods leave, the seller's tax where they arrive.
        var address = packed.ShipFrom with { Name = name, Company = packed.ShipFrom.Company == name || packed.ShipFrom.Company == packed.SellerName ? "" : packed.ShipFrom.Company };
        var sender = new TradeParty(address)
        {
            LocalName = letterhead?.LocalName ?? "",
            Website = letterhead?.Website ?? "",
            EoriNumber = FirstOf(home?.Eori, there?.Eori),
            VatNumber = FirstOf(there?.VatNumber, home?.VatNumber),
            IossNumber = goods?.IossNumber ?? "",
            OtherNumber = Importer(goods, there) is { Length: > 0 } importer ? importer : FirstOf(home?.Other, there?.Other),
        };
        var buyer = new TradeParty(packed.BillTo ?? packed.ShipTo) { VatNumber = packed.BuyerTaxId };
        var seller = letterhead?.Seat is { } seat ? sender with { Address = seat with { Name = name, Company = "" } } : sender;
        return new(seller, sender, buyer, packed.BillTo is { } bill && bill != packed.ShipTo ? new TradeParty(packed.ShipTo) : null) { Logo = letterhead?.Logo ?? "" };
    }

    /// <summary>Delivered duty paid, the seller clears the goods as their importer.</summary>
    private static string Importer(DeclaredGoods? goods, TraderNumbers? there) => goods?.Incoterm == Incoterm.Ddp && there is { Importer.Length: > 0 } ? $"Importer {there.Importer}" : "";

    private static string FirstOf(string? first, string? second) => first is { Length: > 0 } ? first : second ?? "";
}
