using Entrepot.Server.Hosting;

namespace Entrepot.Server.Demo;

/// <summary>The demo company: warehouses, products, rate cards, stock and shops, made once per database.</summary>
internal static class DemoCompany
{
    /// <returns>The administrator when the company was made just now; null when it was there already.</returns>
    public static async Task<Administrator?> EnsureAsync(IServiceProvider services, CancellationToken ct)
    {
        if (await Companies.FirstAsync(services, ct) is not null) return null;

        var company = await Companies.FoundAsync(services, "demo", "Lanting Trading (demo)", "EUR", isDemo: true, ct);
        return await FirstCompany.AddAdministratorAsync(services, company.Id, ct);
    }
}
