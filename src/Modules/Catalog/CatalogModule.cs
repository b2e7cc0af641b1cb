using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Features;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Catalog;

/// <summary>
/// Catalog: what the merchant sells, and what a channel's code means.
/// Owns the tables <c>catalog_*</c>. Publishes <see cref="ProductCorrected"/> and listens to nothing; every answer comes from a snapshot
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
        services.AddScoped<CorrectProduct>();
        services.AddScoped<ProductPages>();
        services.AddAudited(new Audited("product", "Product", "/products/{0}"));
        services.AddNav(new NavEntry("Goods", "Products", "/products", "barcode", "catalog.view", 10, "p"));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        ProductList.Map(routes);
        CorrectProduct.Map(routes);
        ProductPages.Map(routes);
    }
}
