using Entrepot.Insights.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Insights;

/// <summary>
/// Insights: what the business looks like now. Owns no tables; reads the other modules' contracts.
/// </summary>
public sealed class InsightsModule : IModule
{
    public string Name => "Insights";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => new Momentary<TenantId, OverviewView>(provider.GetRequiredService<TimeProvider>(), Overview.KeptFor));
        services.AddScoped<Overview>();
        services.AddScoped<ILiveNumbers, OverviewNumbers>();
        services.AddNav(new NavEntry("Work", "Overview", "/", "layout-dashboard", "overview.view", 10, "d"));
    }

    public void MapRoutes(IEndpointRouteBuilder routes) => Overview.Map(routes);
}
