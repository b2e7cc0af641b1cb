using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>What is declared of a part: the same pieces, codes and values that its landed cost was quoted for.</summary>
internal static class Declaration
{
    public static string Describe(Product product) => product.CustomsDescription.Length > 0 ? product.CustomsDescription : product.Name;

    public static DeclaredGoods Of(Traveller order, Part part, ConsignmentId consignment, string reference)
    {
        var territory = Countries.CustomsTerritory(order.Content.ShipTo.Country);
        var lines = new List<DeclaredLine>(part.Pieces.Count);
        foreach (var piece in part.Pieces) Add(lines, piece, territory);
        return new(consignment, order.Order.Id, reference, order.Currency, order.Content.Incoterm, order.IossNumberOf(part), part.LandedCost?.Regime ?? "", lines, part.ShippingMinor, InsuranceMinor: 0);
    }

    /// <summary>A product that a line holds twice, by itself and in a bundle, is one line of the papers.</summary>
    private static void Add(List<DeclaredLine> lines, Piece piece, string territory)
    {
        var product = piece.Product;
        var weight = product.WeightGrams * piece.Quantity;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].OrderLine != piece.Line || lines[i].Product != product.Id) continue;
            lines[i] = lines[i] with { Quantity = lines[i].Quantity + piece.Quantity, AmountMinor = lines[i].AmountMinor + piece.AmountMinor, WeightGrams = lines[i].WeightGrams + weight };
            return;
        }

        lines.Add(new(piece.Line, product.Id, product.Sku, Describe(product), product.NameChinese, product.HsCodeIn(territory), product.Origin, piece.Quantity, piece.AmountMinor, weight));
    }
}
