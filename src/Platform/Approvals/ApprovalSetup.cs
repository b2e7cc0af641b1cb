using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Approvals;

public static class ApprovalSetup
{
    internal static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddSingleton<ApprovalKinds>();
        services.AddScoped<ApprovalDesk>().AddScoped<ApprovalPolicies>().AddScoped<ApprovalList>();
        services.AddScoped<INavCounts>(provider => provider.GetRequiredService<ApprovalList>());
        services.AddScoped<IBell>(provider => provider.GetRequiredService<ApprovalList>());
        services.AddNav(new NavEntry("Work", "Approvals", ApprovalPages.Path, "checks", "approvals.view", 40, "a"));
        services.AddSettings(new SettingsEntry("Company|settings", "Approvals", "Which changes need a second person, and above which value", ApprovalPages.SettingsPath, "checks", "settings.edit"));
        services.AddAudited(new Audited(ApprovalDesk.Subject, "Approval", ApprovalPages.Path + "/{0}"), new Audited(ApprovalPolicies.Subject, "Approvals", ApprovalPages.SettingsPath));
        return services;
    }

    /// <summary>The pages and calls of requests; modules map none of their own.</summary>
    public static void MapApprovals(this IEndpointRouteBuilder routes) => ApprovalPages.Map(routes);
}
