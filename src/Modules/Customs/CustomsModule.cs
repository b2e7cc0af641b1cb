using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Classification;
using Entrepot.Customs.Domain.Descriptions;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Restrictions;
using Entrepot.Customs.Features;
using Entrepot.Customs.Features.Declarations;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Customs;

/// <summary>
/// Customs: landed cost, classification, restrictions, denied parties, and the papers of consignments that cross a border.
/// Owns the global tables <c>customs_party_*</c>, <c>customs_tariff_*</c> and the tables <c>customs_declared</c>, <c>customs_paper</c>, <c>customs_quote</c> and
/// <c>customs_trader_number</c>; everything else is dated data with sources under <c>Rules/</c>.
/// Publishes nothing, listens to nothing.
/// </summary>
public sealed class CustomsModule : IModule
{
    public string Name => "Customs";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => RuleBook.Shared);
        services.AddSingleton<ILandedCost, QuoteByImportedTariffs>();
        services.AddSingleton<TariffSnapshots>();
        services.AddScoped<ITariffRates, TariffRates>();
        services.AddScoped<ITariffImport, TariffImport>();
        services.AddScoped<QuoteGoods>();
        services.AddScoped<QuoteConsignments>();
        services.AddScoped<QuoteExplained>();
        services.AddScoped<IQuotes>(provider => provider.GetRequiredService<QuoteGoods>());
        services.AddSingleton(_ => HsNomenclature.Shared);
        services.AddSingleton(_ => KeywordClassifier.Shared);
        services.AddSingleton<IClassification>(provider => new GoodsClassifier(GoodsModel.Shared, KeywordClassifier.Shared, HsNomenclature.Shared, provider.GetRequiredService<RuleBook>()));
        services.AddSingleton<IGoodsTraining, TrainGoods>();
        services.AddSingleton<IDescriptionCheck, DescriptionCheck>();
        services.AddSingleton<IGoodsRestrictions, GoodsRestrictions>();
        services.AddSingleton<PartyIndexCache>();
        services.AddScoped<IPartyScreening, ScreenParties>();
        services.AddScoped<IPartyListImport, ImportPartyLists>();
        services.AddSingleton<IPartyFiles, PartyFiles>();
        services.AddScoped<IPartyDesk, PartyDesk>();
        services.AddScoped<SearchParties>();
        services.AddScoped<PartyLists>();
        services.AddScoped<PrintPapers>();
        services.AddScoped<IIssuedNumbers>(provider => new PaperNumbers(provider.GetRequiredService<EntrepotDb>(), NumberedDocument.CommercialInvoice, PaperKind.CommercialInvoice));
        services.AddScoped<IIssuedNumbers>(provider => new PaperNumbers(provider.GetRequiredService<EntrepotDb>(), NumberedDocument.PackingList, PaperKind.PackingList));
        services.AddScoped<ICustomsPapers, KeepPapers>();
        services.AddScoped<IVerification, PapersSayWhatTheySaid>();
        services.AddScoped<EditTraderNumbers>();
        services.AddScoped<ITraderNumbers>(provider => provider.GetRequiredService<EditTraderNumbers>());
        services.AddScoped<TraderNumberPages>();
        AddDeclarations(services);
        services.AddSingleton<TariffLookup>();
        services.AddAudited(new Audited(EditTraderNumbers.Subject, "Trader numbers", "/customs/numbers"));
        services.AddSettings(
            new SettingsEntry("Customs|settings", "Trader numbers", "What authorities know the company by; printed on its papers", "/customs/numbers", "id-badge-2", "customs.view"),
            new SettingsEntry("Customs|settings", "Denied parties", "Lists of whom the company may not deal with, and when they were renewed", "/customs/parties", "shield-x", "customs.view"));
        services.AddNav(
            new NavEntry("Control", "Denied parties", "/customs/parties", "shield-x", "customs.view", 20),
            new NavEntry("Control", "Tariff", "/customs/tariff", "file-search", "customs.view", 25),
            new NavEntry("Control", "Trader numbers", "/customs/numbers", "id-badge-2", "customs.view", 27));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        PartyLists.Map(routes);
        PrintPapers.Map(routes);
        EditTraderNumbers.Map(routes);
        TraderNumberPages.Map(routes);
        TariffLookup.Map(routes);
        QuoteGoods.Map(routes);
        QuoteConsignments.Map(routes);
        QuoteExplained.Map(routes);
        DeclarationPages.Map(routes);
    }

    private static void AddDeclarations(IServiceCollection services)
    {
        services.AddHttpClient(CdsInterface.ClientName, client => client.Timeout = CdsInterface.TimeOut).RemoveAllLoggers(); // Work counts and traces the calls.
        services.AddSingleton<CdsInterface>();
        services.AddScoped<FilingAccounts>();
        services.AddScoped<KeepDeclarations>();
        services.AddScoped<DeclarationPages>();
        services.AddExternalWork<FileAtCustoms>();
        services.AddAudited(new Audited(FilingAccounts.Subject, "Way to customs", "/customs/declarations"));
        services.AddNav(new NavEntry("Control", "Declarations", "/customs/declarations", "file-text", "customs.view", 24));
    }
}
