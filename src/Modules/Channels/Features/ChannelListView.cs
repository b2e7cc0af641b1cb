using Entrepot.Channels.Contracts;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features;

/// <summary>The company's sales channels, and who added which.</summary>
public sealed record ChannelListView(ListUrl Url, IReadOnlyList<SalesChannel> Rows, IReadOnlyList<ChangeRecord> Changes)
{
    /// <summary>What an order of the channel comes as; see <see cref="SalesChannel.Kind"/>.</summary>
    public static IReadOnlyList<string> Kinds => [.. Connectors.ChannelConnectors.Kinds, "file", "api"];

    /// <summary>Those of marketplaces that we can speak to.</summary>
    public IReadOnlyList<string> Connectable => Connectors.ChannelConnectors.Kinds;
}
