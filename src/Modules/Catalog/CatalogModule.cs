using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Features;
using Entrepot.Catalog.Features.Importing;
using Entrepot.Catalog.Features.Labels;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Catalog;

/// <summary>
/// Catalog: what the merchant sells, and what a channel's code means.
/// Owns the tables <c>catalog_*</c>: products with their barcodes and parts, channels' codes, and files of products that were sent. Publishes <see cref="ProductCorrected"/> and listens to nothing; every answer comes from a snapshot
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
        services.AddScoped<EditCatalog>();
        services.AddScoped<ICatalogEditing>(provider => provider.GetRequiredService<EditCatalog>());
        services.AddScoped<ProductList>();
        services.AddScoped<CorrectProduct>();
        services.AddScoped<ProductPages>();
        services.AddScoped<ComposeProduct>();
        services.AddScoped<ProductExport>();
        services.AddScoped<ReadImport>();
        services.AddScoped<ProductImports>();
        services.AddScoped<ProductImportPages>();
        services.AddWorkHandler<ApplyImport>();
        services.AddScoped<ProductLabels>();
        services.AddScoped<IPrintSource>(provider => provider.GetRequiredService<ProductLabels>());
        services.AddScoped<LabelPages>();
        services.AddAudited(new Audited("product", "Product", "/products/{0}"));
        services.AddNav(new NavEntry("Goods", "Products", "/products", "barcode", "catalog.view", 10, "p"));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        ProductList.Map(routes);
        CorrectProduct.Map(routes);
        ProductPages.Map(routes);
        ComposeProduct.Map(routes);
        ProductExport.Map(routes);
        ProductImportPages.Map(routes);
        LabelPages.Map(routes);
    }
}
