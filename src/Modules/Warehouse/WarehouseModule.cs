using Entrepot.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Warehouse;

/// <summary>The Warehouse module.</summary>
public sealed class WarehouseModule : IModule
{
    public string Name => "Warehouse";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
    }
}
