using Entrepot.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Inventory;

/// <summary>The Inventory module.</summary>
public sealed class InventoryModule : IModule
{
    public string Name => "Inventory";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
    }
}
