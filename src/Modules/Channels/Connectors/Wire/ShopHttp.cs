using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Channels.Connectors.Wire;

/// <summary>One HTTP client for all marketplaces. It follows no redirect: a key must not go where nobody sent it.</summary>
internal static class ShopHttp
{
    public const string ClientName = "channels.shops";

    /// <summary>A page of a hundred orders takes some seconds on bad days; four calls of it fit into a work item.</summary>
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(25);

    public static void Add(IServiceCollection services) => services.AddHttpClient(ClientName, client => client.Timeout = TimeOut)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10), // A marketplace that moves is found again.
        })
        .RemoveAllLoggers(); // Addresses of calls hold signatures and names of buyers.
}
