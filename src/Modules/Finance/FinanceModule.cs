using Entrepot.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Finance;

/// <summary>The Finance module.</summary>
public sealed class FinanceModule : IModule
{
    public string Name => "Finance";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
    }
}
