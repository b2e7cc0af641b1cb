using Entrepot.Finance.Contracts;
using Entrepot.Finance.Domain;
using Entrepot.Finance.Features;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Entrepot.Tax.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Finance;

/// <summary>
/// Finance: the ledger, what orders earn and cost, exchange rates.
/// Owns the tables <c>finance_*</c>. Publishes and listens to nothing: the journey posts.
/// </summary>
public sealed class FinanceModule : IModule
{
    public string Name => "Finance";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IPostingRules, PostingRules>();
        services.AddSingleton<FxCache>();
        services.AddScoped<ILedger, Ledger>();
        services.AddScoped<IOrderCosts, OrderCosts>();
        services.AddScoped<IFxRates, FxRates>();
        services.AddScoped<IClosingRates, ClosingRates>();
        services.AddScoped<ImportFxRates>();
        services.AddScoped<VoucherList>();
        services.AddScoped<Statements>();
        services.AddScoped<IIssuedNumbers>(provider => provider.GetRequiredService<Statements>());
        services.AddScoped<StatementPages>();
        services.AddScoped<IVerification, VouchersBalance>();
        services.AddScoped<IVerification, ReversalsMirror>();
        services.AddScoped<IVerification, PostedOnce>();
        services.AddScoped<IVerification, LinesNameAccounts>();
        services.AddNav(new NavEntry("Money", "Vouchers", "/vouchers", "receipt-tax", "finance.view", 50));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        VoucherList.Map(routes);
        StatementPages.Map(routes);
        ImportFxRates.Map(routes);
    }
}
