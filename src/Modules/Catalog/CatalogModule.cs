using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Features;
using Entrepot.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Catalog;

/// <summary>
/// Catalog: what the merchant sells, and what a channel's code means.
/// Owns the tables <c>catalog_*</c>. Publishes nothing and listens to nothing; every answer comes from a snapshot
/// in memory that one version number in the database keeps true.
/// </summary>
public sealed class CatalogModule : IModule
{
    public string Name => "Catalog";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CatalogSnapshots>();
        services.AddScoped<ICatalog, FindProducts>();
        services.AddScoped<ICatalogListing, FindProducts>();
        services.AddScoped<ICatalogEditing, EditCatalog>();
        services.AddScoped<ProductList>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        ProductList.Map(routes);
    }
}
