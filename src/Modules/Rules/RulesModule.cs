using Entrepot.Platform.Approvals;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Rules;

/// <summary>
/// Rules: what a merchant wants done with which orders, and whom it does not sell to.
/// Owns the tables <c>rules_*</c>. Publishes and listens to nothing: the journey asks.
/// </summary>
public sealed class RulesModule : IModule
{
    public string Name => "Rules";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RuleCache>();
        services.AddSingleton<BlacklistSnapshots>();
        services.AddScoped<RuleBook>();
        services.AddScoped<IRuleBook>(provider => provider.GetRequiredService<RuleBook>());
        services.AddScoped<EditRules>();
        services.AddScoped<IRuleSetup, RuleSetup>();
        services.AddScoped<SimulatePast>();
        services.AddScoped<PublishRules>().AddApproval<PublishRules>(PublishRules.Approved);
        services.AddScoped<RuleVersions>();
        services.AddScoped<StarterRules>();
        services.AddScoped<SimulateRules>();
        services.AddScoped<IRuleSimulation>(provider => provider.GetRequiredService<SimulateRules>());
        services.AddScoped<IBlacklist, Blacklist>();
        services.AddScoped<EditBlacklist>();
        services.AddScoped<IBlacklistEditing>(provider => provider.GetRequiredService<EditBlacklist>());
        services.AddScoped<BlacklistList>();
        services.AddScoped<BlacklistPages>();
        services.AddAudited(new Audited(BlacklistList.Subject, "Blacklist", "/blacklist"));
        services.AddSettings(
            new SettingsEntry("Orders|settings", "Rules", "When orders are put on hold: high values, risks and the company's own cases, with versions", "/rules", "adjustments", "rules.view"),
            new SettingsEntry("Orders|settings", "Blacklist", "Buyers and addresses that are not delivered to", "/blacklist", "ban", "rules.view"));
        services.AddNav(
            new NavEntry("Control", "Rules", "/rules", "adjustments", "rules.view", 10),
            new NavEntry("Control", "Blacklist", "/blacklist", "ban", "rules.view", 15));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        RulesPages.Map(routes);
        RulesApi.Map(routes);
        RuleCatalogue.Map(routes);
        RuleVersions.Map(routes);
        StarterRules.Map(routes);
        SimulateRules.Map(routes);
        SimulatePast.Map(routes);
        EditBlacklist.Map(routes);
        BlacklistPages.Map(routes);
    }
}
