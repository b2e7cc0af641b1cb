using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Features.Trials;

/// <summary>Runs connectors outside the product, for <c>channels check</c> and <c>channels replay</c>.</summary>
internal sealed class ChannelTrials(IHttpClientFactory clients, TimeProvider clock) : IChannelTrials
{
    /// <summary>Four tries get through a marketplace that stumbles; one that is down stays down.</summary>
    private const int Tries = 4;

    public IReadOnlyList<ConnectorDescription> Connectors { get; } = [.. ChannelConnectors.All.Select(connector => connector.Profile).Select(profile => new ConnectorDescription(
        profile.Kind, profile.Name, profile.Host, [.. profile.Keys.Select(key => new ConnectorKeyDescription(key.Name, key.Label, key.Variable(profile.Kind), key.IsSecret, key.IsRequired))]))];

    public async Task<Result<TrialReport>> CheckAsync(TrialRequest request, CancellationToken ct)
    {
        if (ChannelConnectors.Find(request.Kind) is not { } connector) return ConnectorProblems.KindUnknown(request.Kind, string.Join(", ", ChannelConnectors.Kinds));
        var shop = new Shop(default, 0, request.Kind, request.BaseUrl, request.Keys);
        var session = new ShopSession(shop, connector, clients.CreateClient(ShopHttp.ClientName), new([]), clock, new(Tries, request.WaitMax));
        return await new TrialRun(connector, session, request, clock).RunAsync(ct);
    }

    public Task<Result<ReplayReport>> ReplayAsync(string kind, string folder, IReadOnlyDictionary<string, string> keys, bool isVerified, CancellationToken ct)
    {
        if (ChannelConnectors.Find(kind) is not { } connector) return Task.FromResult<Result<ReplayReport>>(ConnectorProblems.KindUnknown(kind, string.Join(", ", ChannelConnectors.Kinds)));
        return new ReplayRun(connector, new(default, 0, kind, "", keys), isVerified, clock).RunAsync(folder, ct);
    }
}
