using Entrepot.Channels.Contracts;
using Entrepot.Insights.Features;
using Entrepot.Insights.Features.Auditing;
using Entrepot.Insights.Features.Working;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Insights;

/// <summary>
/// Insights: what the business looks like now, and how the server is. Owns no tables; reads the other modules' contracts.
/// </summary>
public sealed class InsightsModule : IModule
{
    public string Name => "Insights";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => new Momentary<(TenantId, string), OverviewView>(provider.GetRequiredService<TimeProvider>(), Overview.KeptFor));
        services.AddScoped<OverviewSpans>();
        services.AddScoped<Overview>();
        services.AddScoped<ILiveNumbers, OverviewNumbers>();
        services.AddSingleton(provider => new Momentary<TenantId, IReadOnlyList<ChannelActivity>>(provider.GetRequiredService<TimeProvider>(), ServerStatus.ActivityKeptFor));
        services.AddScoped<ServerStatus>();
        services.AddScoped<ILiveNumbers, StatusNumbers>();
        services.AddScoped<WorkPages>();
        services.AddScoped<AuditPages>();
        services.AddAudited(new Audited(WorkDesk.Subject, "Work queue", "/work"));
        services.AddScoped<INavCounts, WorkNavCounts>();
        services.AddSettings(
            new SettingsEntry("Server|settings", "System status", "Queues, disk, database and the last backup", "/status", "list-check", "settings.edit"),
            new SettingsEntry("Server|settings", "Audit", "Who changed what, and why", "/audit", "notes", "audit.view"));
        services.AddNav(
            new NavEntry("Control", "Audit", "/audit", "notes", "audit.view", 62),
            new NavEntry("Work", "Overview", "/", "layout-dashboard", "overview.view", 10, "d"),
            new NavEntry("Control", "Work queue", "/work", "clock", "work.view", 65),
            new NavEntry("Control", "System status", "/status", "list-check", "settings.edit", 70));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        Overview.Map(routes);
        ServerStatus.Map(routes);
        WorkPages.Map(routes);
        AuditPages.Map(routes);
    }
}
