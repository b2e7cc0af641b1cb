using Entrepot.Platform.Modules;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>What a product differs in that is measured from intake to settlement: its clock can skip days, and carriers that belong to the measurement may be called as fast as they answer.</summary>
public sealed class ChainModule(TimeProvider clock) : IModule
{
    /// <summary>As many as the product has under way over all destinations.</summary>
    private const int CallsAtOnce = 256;

    /// <summary>More than this machine could make.</summary>
    private const int CallsPerSecond = 1_000_000;

    public string Name => "Bench";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        var rule = DestinationRules.Read().For("", DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        services.AddSingleton(clock);
        services.AddSingleton(new DestinationRules([rule with { CallsAtOnce = CallsAtOnce, CallsPerSecond = CallsPerSecond, Burst = CallsPerSecond }]));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        // It has no pages.
    }
}
