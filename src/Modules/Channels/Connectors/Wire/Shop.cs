using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Wire;

/// <summary>How to reach one shop of one company.</summary>
/// <param name="Keys">Credentials and settings by their names in the connector's profile.</param>
internal sealed record Shop(TenantId Tenant, long ChannelId, string Kind, string BaseUrl, IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>What work for it names as its destination: a shop that fails slows down no other one.</summary>
    public string Destination => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"shop {Kind} {ChannelId}");

    public Uri Url(string path) => new(BaseUrl.TrimEnd('/') + path);

    public string Key(string name, string otherwise = "") => Keys.TryGetValue(name, out var value) && value.Length > 0 ? value : otherwise;

    /// <summary>Without the keys, wherever it may be written.</summary>
    public override string ToString() => $"{Kind} {BaseUrl}";
}

/// <summary>How a session takes it when a marketplace does not answer or asks to wait.</summary>
/// <param name="Tries">Of one call in all. Work items try once, since the queue repeats them.</param>
/// <param name="WaitMax">The longest wait within a call; a longer one is told to the caller.</param>
internal sealed record CallPatience(int Tries, TimeSpan WaitMax)
{
    /// <summary>Short waits keep the lease; longer ones are a work item that falls due later.</summary>
    public static readonly CallPatience OfWork = new(1, TimeSpan.FromSeconds(2));
}

/// <summary>The marketplace, or the limits we keep towards it, ask to wait longer than the caller wants to.</summary>
internal sealed class ShopBusyException(string operation, TimeSpan wait)
    : HttpRequestException($"The marketplace takes '{operation}' again in {Math.Ceiling(wait.TotalSeconds):0} seconds.", null, System.Net.HttpStatusCode.TooManyRequests)
{
    public TimeSpan Wait => wait;
}
