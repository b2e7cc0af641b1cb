using Entrepot.Channels.Connectors.Amazon;
using Entrepot.Channels.Connectors.Ebay;
using Entrepot.Channels.Connectors.Shopee;
using Entrepot.Channels.Connectors.Shopify;
using Entrepot.Channels.Connectors.TikTokShop;
using Entrepot.Channels.Connectors.WooCommerce;

namespace Entrepot.Channels.Connectors;

/// <summary>The marketplaces we speak to. Adding one is a folder beside this file and a line here.</summary>
internal static class ChannelConnectors
{
    public static IReadOnlyList<IChannelConnector> All { get; } = [new AmazonConnector(), new ShopifyConnector(), new EbayConnector(), new ShopeeConnector(), new TikTokConnector(), new WooConnector()];

    public static IReadOnlyList<string> Kinds { get; } = [.. All.Select(connector => connector.Profile.Kind)];

    public static IChannelConnector? Find(string kind) => All.FirstOrDefault(connector => connector.Profile.Kind == kind);
}
