using System.Text.Json;
using Entrepot.Channels.Connectors.Amazon;
using Entrepot.Channels.Connectors.Ebay;
using Entrepot.Channels.Connectors.Own;
using Entrepot.Channels.Connectors.Shopee;
using Entrepot.Channels.Connectors.Shopify;
using Entrepot.Channels.Connectors.TikTokShop;
using Entrepot.Channels.Connectors.WooCommerce;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors;

/// <summary>Reads one marketplace's JSON. Fields that a later version adds are passed over; what is needed and missing, or of another kind, is refused by name.</summary>
internal interface IOrderReader
{
    string Format { get; }

    /// <summary>The orders in a document: an answer of the marketplace's API, one order, or a list of orders.</summary>
    Result<IReadOnlyList<JsonElement>> Find(JsonElement root);

    Result<IncomingOrder> Read(JsonElement order);
}

/// <summary>The readers by format.</summary>
internal static class OrderReaders
{
    private static readonly IOrderReader[] All = [new OwnOrderReader(), new AmazonOrderReader(), new ShopifyOrderReader(), new EbayOrderReader(), new ShopeeOrderReader(), new TikTokOrderReader(), new WooOrderReader()];

    public static string Formats { get; } = string.Join(", ", All.Select(reader => reader.Format));

    public static IOrderReader? Find(string format) => Array.Find(All, reader => reader.Format == format);

    /// <summary>One order stands alone, under <paramref name="one"/>, or with others in a list, also under <paramref name="many"/>.</summary>
    public static Result<IReadOnlyList<JsonElement>> In(JsonElement root, string one, string many, string marker, string format)
    {
        if (root.ValueKind == JsonValueKind.Array) return root.EnumerateArray().ToList();
        if (root.ValueKind != JsonValueKind.Object) return ConnectorProblems.Misfit(format, "it is neither an order nor a list of orders");
        if (root.TryGetProperty(many, out var list) && list.ValueKind == JsonValueKind.Array) return list.EnumerateArray().ToList();
        if (root.TryGetProperty(one, out var single) && single.ValueKind == JsonValueKind.Object) return new[] { single };
        return root.TryGetProperty(marker, out _) ? new[] { root } : ConnectorProblems.Misfit(format, $"it has none of '{many}', '{one}' and '{marker}'");
    }
}
