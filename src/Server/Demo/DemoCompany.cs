using Entrepot.Platform.Data;
using Entrepot.Server.Demo.Founding;
using Entrepot.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Server.Demo;

/// <summary>The demo company: warehouses, products, stock and shops in one step, lists and rules in another.</summary>
internal static class DemoCompany
{
    public const string Code = "demo";
    private const string Name = "Lanting Trading (demo)";

    /// <summary>Makes the company with everything it needs to take orders, whole or not at all.</summary>
    /// <param name="isDemo">Whether the sandbox world shall sell, pack and deliver for it when the server runs.</param>
    public static async Task<Tenant> FoundAsync(IServiceProvider services, bool isDemo, CancellationToken ct)
    {
        var company = new Tenant
        {
            Id = new(services.GetRequiredService<IdBlocks>().Next()),
            Code = Code,
            Name = Name,
            Currency = "EUR",
            IsDemo = isDemo,
            CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime,
        };
        await using var scope = services.As(company.Id, "founding");
        await CompanyFounding.In(scope.ServiceProvider).FoundAsync(company, ct);
        return company;
    }

    /// <summary>What makes the company stricter: lists of parties, rules, blacklist, tax registrations. Done again it changes nothing.</summary>
    public static async Task FinishAsync(IServiceProvider services, Tenant company, CancellationToken ct)
    {
        await using var scope = services.As(company.Id, "founding");
        await CompanyFounding.In(scope.ServiceProvider).FinishAsync(ct);
    }
}
