using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Customs;

/// <summary>
/// Customs: landed cost, classification, restrictions and denied parties.
/// Rules are dated data with sources under <c>Rules/</c>.
/// </summary>
public sealed class CustomsModule : IModule
{
    public string Name => "Customs";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RuleBook>();
        services.AddSingleton<ILandedCost, LandedCostCalculator>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
    }
}
