using Entrepot.Platform.Audit;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Domain;
using Entrepot.Tax.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Tax;

/// <summary>
/// Tax: rates by country, province, goods and day (<c>Rules/vat-rates.tsv</c>); who owes the tax of a sale, and where
/// (<c>Rules/schemes.tsv</c>); the record of all sales; registrations, and the returns that are due under them.
/// Owns the tables <c>tax_supply</c>, <c>tax_registration</c>, <c>tax_return</c>. Publishes nothing, listens to nothing: the journey writes.
/// </summary>
public sealed class TaxModule : IModule
{
    public string Name => "Tax";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ITaxRates>(_ => new TaxRateTable());
        services.AddSingleton<Assessment>();
        services.AddScoped<ITaxBook, TaxBook>();
        services.AddScoped<EditRegistrations>();
        services.AddScoped<ITaxRegistrations>(provider => provider.GetRequiredService<EditRegistrations>());
        services.AddScoped<RegistrationPages>();
        services.AddScoped<TaxReturns>();
        services.AddScoped<TaxRecords>();
        services.AddScoped<TaxReturnPages>();
        services.AddAudited(
            new Audited(EditRegistrations.Subject, "Tax registrations", "/tax/registrations"),
            new Audited(TaxReturns.Subject, "Tax returns", "/tax/returns"));
        services.AddSettings(new SettingsEntry("Company|settings", "Tax registrations", "Which tax offices know the company, since when", "/tax/registrations", "receipt-tax", "finance.view"));
        services.AddNav(new NavEntry("Money", "Tax returns", "/tax/returns", "percentage", "finance.view", 55));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        EditRegistrations.Map(routes);
        RegistrationPages.Map(routes);
        TaxReturnPages.Map(routes);
    }
}
