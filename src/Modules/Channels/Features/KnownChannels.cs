using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Channels.Features;

/// <summary>Sales channels by their code, as they were a moment ago: one that sends a thousand orders a second is looked up once of them.</summary>
internal sealed class KnownChannels(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private readonly KnownLately<(TenantId, string), SalesChannel> known = new(clock, Life);

    /// <summary>Null when the company has no such channel; only found ones are remembered, so a new one counts at once.</summary>
    public async Task<SalesChannel?> FindAsync(IServiceProvider services, TenantId company, string code, CancellationToken ct)
    {
        if (known.Find((company, code)) is { } found) return found;

        var channel = (await services.GetRequiredService<ISalesChannels>().AllAsync(ct)).FirstOrDefault(one => one.Code == code);
        if (channel is not null) known.Remember((company, code), channel);
        return channel;
    }
}
