using Entrepot.Server.Demo.Founding;
using Entrepot.Server.Hosting;
using Entrepot.Platform.Data;

namespace Entrepot.Server.Demo;

/// <summary>The demo company: warehouses, products, stock and shops, made once per database.</summary>
internal static class DemoCompany
{
    private const string Name = "Lanting Trading (demo)";

    /// <returns>The administrator when the company was made just now; null when it was there already.</returns>
    /// <param name="isDemo">Whether the sandbox world shall act for a company that is made now.</param>
    public static async Task<Administrator?> EnsureAsync(IServiceProvider services, bool isDemo, CancellationToken ct)
    {
        if (await Companies.FirstAsync(services, ct) is not null) return null;

        var company = await FoundAsync(services, isDemo, ct);
        return await FirstCompany.AddAdministratorAsync(services, company.Id, ct);
    }

    /// <summary>Makes the company with everything it needs to take orders; an import into an empty data folder uses it too.</summary>
    /// <param name="isDemo">Whether the sandbox world shall sell, pack and deliver for it when the server runs.</param>
    public static async Task<Tenant> FoundAsync(IServiceProvider services, bool isDemo, CancellationToken ct)
    {
        var company = new Tenant
        {
            Id = new(services.GetRequiredService<IdBlocks>().Next()),
            Code = "demo",
            Name = Name,
            Currency = "EUR",
            IsDemo = isDemo,
            CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime,
        };
        await using var scope = services.As(company.Id, "founding");
        await CompanyFounding.In(scope.ServiceProvider).RunAsync(company, ct);
        return company;
    }
}
