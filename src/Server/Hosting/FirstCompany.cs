using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Server.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Server.Hosting;

/// <summary>The name and the password of an administrator, known only in the moment of its making.</summary>
internal sealed record Administrator(string UserName, string Password);

/// <summary>What an empty database gets.</summary>
internal enum Founding
{
    /// <summary>A company with nothing in it.</summary>
    Empty,

    /// <summary>The demo company, for which the sandbox world sells, packs and delivers when the server runs.</summary>
    Demo,

    /// <summary>The demo company left alone: an import into an empty folder needs its warehouses and products.</summary>
    DemoWithoutWorld,
}

/// <summary>Makes sure that there is a company and somebody who can sign in.</summary>
/// <remarks>
/// The administrator comes last, so a company without users is one whose founding was cut off. Every step before may be
/// done again without harm, and the next start does them all.
/// </remarks>
internal static class FirstCompany
{
    /// <param name="announce">Told the administrator before it is stored: cut off in between, the next start makes and says another password.</param>
    public static async Task<Tenant> EnsureAsync(IServiceProvider services, Founding founding, Action<Administrator> announce, CancellationToken ct)
    {
        var company = await Companies.FirstAsync(services, ct) ?? await FoundAsync(services, founding, ct);
        await using var scope = services.As(company.Id, "founding");
        var identity = scope.ServiceProvider.GetRequiredService<IIdentitySetup>();
        if (await identity.HasUsersAsync(company.Id, ct)) return company;

        if (company.Code == DemoCompany.Code) await DemoCompany.FinishAsync(services, company, ct);
        var administrator = new Administrator("admin", Chance.Secret(12));
        announce(administrator);
        var created = await identity.CreateAdministratorAsync(company.Id, administrator.UserName, administrator.Password, ct);
        return created.Problem is { } problem ? throw new InvalidOperationException(problem.Message.ToString()) : company;
    }

    private static Task<Tenant> FoundAsync(IServiceProvider services, Founding founding, CancellationToken ct) => founding == Founding.Empty
        ? Companies.FoundAsync(services, "main", "My company", "EUR", isDemo: false, ct)
        : DemoCompany.FoundAsync(services, isDemo: founding == Founding.Demo, ct);
}
