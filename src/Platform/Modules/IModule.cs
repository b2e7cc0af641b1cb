using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Modules;

/// <summary>One module of the system: its name, what it registers, its routes. The host lists modules by hand.</summary>
public interface IModule
{
    string Name { get; }
    void AddServices(IServiceCollection services, IConfiguration configuration);
    void MapRoutes(IEndpointRouteBuilder routes);
}

/// <summary>The modules of this host, in the order in which they reference each other.</summary>
public sealed record ModuleList(IReadOnlyList<IModule> All);
