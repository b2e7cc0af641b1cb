using Entrepot.Platform.Modules;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Domain;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Tax;

/// <summary>
/// Tax: VAT, GST, ICMS and sales-tax rates by country, province, goods and day (<c>Rules/vat-rates.tsv</c>).
/// Owns no tables, publishes nothing, listens to nothing.
/// </summary>
public sealed class TaxModule : IModule
{
    public string Name => "Tax";

    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<ITaxRates>(_ => new TaxRateTable());

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
    }
}
