using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>One row of the order list.</summary>
public sealed record OrderRow(
    long Id, string Number, string ExternalNumber, OrderStatus Status, string? HoldCode, Sentence? HoldReason, long ChannelId, string Buyer, string Country,
    string Warehouses, string Service, Money Total, long? ProfitMinor, DateTime PlacedAt, DateTime Since, DateTime? ShipBy)
{
    public IReadOnlyList<OrderTagView> Tags { get; init; } = [];

    /// <summary>Who looks after it; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>One page of the order list, with how many orders stand where.</summary>
public sealed record OrderListView(
    ListUrl Url, IReadOnlyList<OrderRow> Rows, long Total, IReadOnlyDictionary<OrderStatus, int> ByStatus,
    IReadOnlyList<SalesChannel> Channels, IReadOnlyList<string> Countries, PageEdges Edges)
{
    public const int PageSize = 50;

    /// <summary>Counting what a text finds stops here: beyond it a person adds a filter and does not count.</summary>
    public const int CountMax = 10_000;

    /// <summary>Views that the reader saved or others share.</summary>
    public IReadOnlyList<SavedView> Saved { get; init; } = [];

    /// <summary>Keys of the columns that the reader does not want to see.</summary>
    public IReadOnlySet<string> Hidden { get; init; } = new HashSet<string>();

    /// <summary>All tags there are.</summary>
    public IReadOnlyList<OrderTagView> Tags { get; init; } = [];

    /// <summary>Whom orders can be given to, the reader first.</summary>
    public IReadOnlyList<Option> People { get; init; } = [];

    /// <summary>Codes of the warehouses that orders ship from.</summary>
    public IReadOnlyList<string> Warehouses { get; init; } = [];

    /// <summary>There are more than <see cref="Total"/>.</summary>
    public bool More { get; init; }

    public string ChannelName(long id) => Channels.FirstOrDefault(channel => channel.Id.Value == id)?.Name ?? "";
}
