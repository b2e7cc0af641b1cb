using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>Finds the pages that help with a hold: the product that lacks something, its tariff, the list that names the buyer.</summary>
internal static class HoldLinks
{
    /// <summary>More products than this are found on the list of products.</summary>
    private const int ProductsMax = 3;

    /// <param name="sold">The product of each order line, in line order; null where a line has none.</param>
    public static IReadOnlyList<HoldLinkView> Of(string code, Sentence reason, IncomingOrder content, IReadOnlyList<Product?> sold) => code switch
    {
        "customs.tariff_line_needed" or "customs.no_rate" or "customs.excise_unknown" =>
            [.. Concerned(reason, sold).SelectMany(product => new[] { TariffOf(product, content.ShipTo.Country, isChoice: code == "customs.tariff_line_needed"), ProductOf(product) })],
        "orders.product_unmeasured" or "customs.unclassified" or "customs.no_origin" or "customs.no_weight" or "customs.vague_description" or "customs.restricted_goods" or "transport.no_service" =>
            [.. Concerned(reason, sold).Select(ProductOf)],
        "orders.unknown_sku" => [new("All products", "/products", "barcode", "catalog.view")],
        "rules.blacklisted" => [new("Entry on the blacklist", Url("/blacklist", ("view", "all"), ("q", Listed(reason, content.ShipTo))), "ban", "rules.view")],
        "screen.denied_party" => [new("Denied parties", Url("/customs/parties", ("q", content.ShipTo.Name), ("country", content.ShipTo.Country)), "shield-x", "customs.view")],
        "transport.refused_by_carrier" or "transport.papers_missing" => [new("Our numbers with customs", "/customs/numbers", "id-badge-2", "customs.view")],
        _ => [],
    };

    public static HoldLinkView StockOf(Product product) => new($"Stock of {product.Sku}", $"/stock/{Id(product)}", "packages", "stock.view");

    private static HoldLinkView ProductOf(Product product) => new($"Product {product.Sku}", $"/products/{Id(product)}", "barcode", "catalog.view");

    private static HoldLinkView TariffOf(Product product, string country, bool isChoice) => new(
        isChoice ? (Sentence)$"Choose the tariff line of {product.Sku}" : $"Tariff of {product.Sku}",
        Url("/customs/tariff", ("q", product.HsCode), ("to", country), ("origin", product.Origin), ("sku", product.Sku)), "file-search", "customs.view");

    /// <summary>The products that the reason names by SKU or by the number of their line, parts of bundles among them; all of a small order where it names none.</summary>
    private static List<Product> Concerned(Sentence reason, IReadOnlyList<Product?> sold)
    {
        var plain = Plain(sold);
        var named = plain.FindAll(product => reason.Values.Contains(product.Sku));
        if (named.Count == 0 && reason.Template.StartsWith("Line {0}", StringComparison.Ordinal) && reason.Values[0] is long line && line >= 1 && line <= sold.Count) named = OfLine(reason, Plain([sold[(int)line - 1]]));
        if (named.Count > 0) return named;
        return plain.Count <= ProductsMax ? plain : [];
    }

    /// <summary>Of a bundle's parts those whose code is named.</summary>
    private static List<Product> OfLine(Sentence reason, List<Product> parts)
    {
        var named = parts.FindAll(product => product.HsCode.Length >= 6 && reason.Values.Any(value => value is string text && Digits(text).StartsWith(product.HsCode[..6], StringComparison.Ordinal)));
        return named.Count > 0 ? named : parts;
    }

    private static List<Product> Plain(IReadOnlyList<Product?> sold) =>
        [.. sold.OfType<Product>().SelectMany(product => product.IsBundle ? product.Parts.Select(part => part.Product) : [product]).DistinctBy(product => product.Id)];

    /// <summary>What the buyer has in common with the entry: the refusal says which it was.</summary>
    private static string Listed(Sentence reason, Address buyer) => reason.Values.Count == 0 ? buyer.Name : reason.Values[0].ToString() switch
    {
        "e-mail address" => buyer.Email,
        "phone number" => buyer.Phone,
        "address" => buyer.Line1,
        _ => buyer.Name,
    };

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Id(Product product) => product.Id.Value.ToString(CultureInfo.InvariantCulture);

    private static string Url(string path, params (string Key, string Value)[] values) => new ListUrl(path, values.Select(value => KeyValuePair.Create(value.Key, value.Value))).ToString();
}
