using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Connections;

/// <summary>How far each connected shop is.</summary>
public sealed record ShopListView(ListUrl Url, IReadOnlyList<ShopLine> Rows);

/// <param name="ReadUntil">The newest change of an order that was seen, by the marketplace's clock, UTC.</param>
/// <param name="Unready">Orders that are not paid or have no address yet.</param>
/// <param name="Unreadable">Orders that were kept because they cannot be read.</param>
/// <param name="Error">Why the last pull brought nothing.</param>
public sealed record ShopLine(
    string Code, string Name, string Kind, StatusWord Status, DateTime? LastPullAt, DateTime? LastWebhookAt, DateTime? ReadUntil, DateTime? NextPullAt, long OrdersPulled, int Unready, int Unreadable, Sentence? Error);

/// <summary>One shop: what its keys are, how far it is, and what came that nobody could read.</summary>
/// <param name="Shop">Null while it is not connected.</param>
/// <param name="Hook">Where the marketplace sends its webhooks; empty where it sends none.</param>
public sealed record ShopDetailView(
    SalesChannel Channel, string KindName, string Host, IReadOnlyList<ShopKeyView> Keys, ShopLine? Shop, string ShopName, string BaseUrl, bool IsPaused, IReadOnlyList<string> Scopes, IReadOnlyList<string> Needed, string Hook,
    IReadOnlyList<RemoteOrderLine> Unread, IReadOnlyList<OrderNewsLine> News, PostedForm Posted);

/// <param name="IsSet">A value is stored; an empty field keeps it.</param>
public sealed record ShopKeyView(string Name, string Label, bool IsSecret, bool IsRequired, bool IsSet);

public sealed record RemoteOrderLine(string RemoteId, string Number, StatusWord Status, Sentence? Problem, string Field, DateTime SeenAt);

public sealed record OrderNewsLine(string Number, StatusWord Kind, string Text, DateTime SeenAt);
