using Entrepot.Identity.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Server.Hosting;

/// <summary>The name and the password of an administrator, known only in the moment of its making.</summary>
internal sealed record Administrator(string UserName, string Password);

/// <summary>An empty database gets one empty company, so that somebody can sign in.</summary>
internal static class FirstCompany
{
    public static async Task<Administrator?> EnsureAsync(IServiceProvider services, CancellationToken ct)
    {
        if (await Companies.FirstAsync(services, ct) is not null) return null;

        var company = await Companies.FoundAsync(services, "main", "My company", "EUR", isDemo: false, ct);
        return await AddAdministratorAsync(services, company.Id, ct);
    }

    public static async Task<Administrator> AddAdministratorAsync(IServiceProvider services, TenantId company, CancellationToken ct)
    {
        await using var scope = services.As(company, "setup");
        var password = Chance.Secret(12);
        var created = await scope.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateAdministratorAsync(company, "admin", password, ct);
        return created.Problem is { } problem ? throw new InvalidOperationException(problem.Message.ToString()) : new("admin", password);
    }
}
