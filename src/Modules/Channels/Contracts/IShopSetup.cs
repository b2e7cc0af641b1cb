using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <summary>Connects shops by program, as the page under Channels does by hand.</summary>
public interface IShopSetup
{
    /// <summary>Tries the keys on the marketplace, stores them sealed and begins to pull. Opens units of work of its own, never during a call.</summary>
    /// <param name="baseUrl">https, or http on this machine.</param>
    /// <param name="keys">By the names of the connector's profile.</param>
    /// <param name="pullEvery">Between two pulls that find nothing new; null for the usual three minutes.</param>
    Task<Result> ConnectAsync(SalesChannelId channel, string baseUrl, IReadOnlyDictionary<string, string> keys, TimeSpan? pullEvery, CancellationToken ct);
}
