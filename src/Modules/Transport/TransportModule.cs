using Entrepot.Platform.Modules;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Rates;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Transport;

/// <summary>
/// Transport: cartons, carriers' rate cards and the choice between services.
/// Owns the tables <c>transport_*</c>.
/// </summary>
public sealed class TransportModule : IModule
{
    public string Name => "Transport";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RateBooks>();
        services.AddScoped<IRateShopping, RateShopping>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
    }
}
