using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Entrepot.Identity.Features;
using Entrepot.Identity.Features.Settings;
using Entrepot.Identity.Security;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Identity;

/// <summary>
/// Identity: who may come in and what they may do.
/// Owns the tables <c>identity_user</c>, <c>identity_role</c>, <c>identity_api_key</c> and <c>identity_sign_in_window</c>. Publishes and listens to nothing.
/// A host adds sessions and keys with <see cref="IdentitySecurity"/>.
/// </summary>
public sealed class IdentityModule : IModule
{
    public string Name => "Identity";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Passwords>();
        services.AddScoped<SignInLimiter>();
        services.AddSingleton<ProvenKeys>();
        services.AddScoped<SignIn>();
        services.AddScoped<EditUsers>();
        services.AddScoped<EditRoles>();
        services.AddScoped<EditApiKeys>();
        services.AddScoped<AcceptInvitation>();
        services.AddScoped<IdentitySetup>();
        services.AddScoped<IColleagues, Colleagues>();
        services.AddScoped<IIdentitySetup>(provider => provider.GetRequiredService<IdentitySetup>());
        services.AddAudited(new Audited("user", "User", "/users/{0}"), new Audited("role", "Role", "/users/roles/{0}"), new Audited("api-key", "API key", "/api-keys"),
            new Audited(Letterheads.Subject, "Company", CompanySettings.Path), new Audited(EditNumbers.Subject, "Document numbers", NumberingSettings.Path));
        services.AddScoped<CompanySettings>().AddScoped<NumberingSettings>().AddSingleton<SettingsList>();
        services.AddSettings(
            new("Company|settings", "Company", "Names, registered address and logo on papers", CompanySettings.Path, "building-store", "settings.edit"),
            new("Company|settings", "Document numbers", "The company's own numbers of invoices, packing lists and statements", NumberingSettings.Path, "notes", "settings.edit"),
            new("Access|settings", "Users", "Who may sign in, and in which role", "/users", "users", "users.manage"),
            new("Access|settings", "Roles", "What the company's own roles allow", "/users/roles", "id", "users.manage"),
            new("Access|settings", "API keys", "Which programs may call, and what they may do", "/api-keys", "key", "users.manage"));
        services.AddNav(
            new NavEntry("Control", "Settings", "/settings", "adjustments", "settings.edit", 45),
            new NavEntry("Control", "Users", "/users", "users", "users.manage", 50),
            new NavEntry("Control", "API keys", "/api-keys", "key", "users.manage", 60));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        SignInPages.Map(routes);
        AccountPages.Map(routes);
        AcceptInvitation.Map(routes);
        UserPages.Map(routes);
        SettingsIndex.Map(routes);
        CompanySettings.Map(routes);
        NumberingSettings.Map(routes);
        EditRoles.Map(routes);
        EditApiKeys.Map(routes);
    }
}
