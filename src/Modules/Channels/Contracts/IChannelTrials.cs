using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <summary>Runs a marketplace's connector outside the product: against any server that speaks its protocol, or over files. Nothing is stored.</summary>
public interface IChannelTrials
{
    /// <summary>What can be tried, by name.</summary>
    IReadOnlyList<ConnectorDescription> Connectors { get; }

    /// <summary>Checks the keys, pulls orders and, when some came, tells stock and parcels.</summary>
    /// <returns>A refusal when there is no such connector; everything that the marketplace or its orders did wrong stands in the report.</returns>
    Task<Result<TrialReport>> CheckAsync(TrialRequest request, CancellationToken ct);

    /// <summary>Reads stored webhooks and pages of a folder; see docs/how-to/add-a-channel.md for its layout.</summary>
    /// <param name="isVerified">Whether webhooks must be signed; false reads them as they are.</param>
    Task<Result<ReplayReport>> ReplayAsync(string kind, string folder, IReadOnlyDictionary<string, string> keys, bool isVerified, CancellationToken ct);
}

public sealed record ConnectorDescription(string Kind, string Name, string Host, IReadOnlyList<ConnectorKeyDescription> Keys);

/// <param name="Variable">The environment variable that holds it, such as <c>ENTREPOT_SHOPIFY_ACCESS_TOKEN</c>.</param>
public sealed record ConnectorKeyDescription(string Name, string Label, string Variable, bool IsSecret, bool IsRequired);

/// <param name="Since">Orders that changed since then, UTC.</param>
/// <param name="Pushes">Whether stock and parcels are told.</param>
/// <param name="WaitMax">The longest wait that the marketplace or its limits may ask for.</param>
public sealed record TrialRequest(string Kind, string BaseUrl, IReadOnlyDictionary<string, string> Keys, DateTime Since, bool Pushes, int OrdersMax, TimeSpan WaitMax);

/// <param name="Calls">All requests, repetitions and those for tokens included.</param>
/// <param name="StockPushes">SKUs that the marketplace took a quantity of.</param>
/// <param name="Fulfilments">Parcels that it took.</param>
public sealed record TrialReport(string Shop, IReadOnlyList<string> Scopes, int Calls, int Pages, int Orders, int StockPushes, int Fulfilments, IReadOnlyList<TrialProblem> Problems);

/// <param name="About">The operation, or the order's or SKU's number.</param>
public sealed record TrialProblem(string About, string Code, string Message, string? Field);

/// <param name="Orders">Different orders that were read; of several versions the newest counts.</param>
/// <param name="Duplicates">Webhooks of an event that an earlier file told already.</param>
public sealed record ReplayReport(int Files, int Webhooks, int Pages, int Orders, int Duplicates, IReadOnlyList<ReplayProblem> Problems);

/// <param name="File">Relative to the folder.</param>
/// <param name="Field">The place in the order, such as <c>line_items[0].quantity</c>; null when the whole file is meant.</param>
public sealed record ReplayProblem(string File, string? Field, string Code, string Message);
