using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Server.Hosting;

/// <summary>Finding and founding companies from the command line.</summary>
internal static class Companies
{
    public static async Task<Tenant?> FirstAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().OrderBy(company => company.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>Adds a company; its code must be free.</summary>
    public static async Task<Tenant> FoundAsync(IServiceProvider services, string code, string name, string currency, bool isDemo, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        var company = new Tenant
        {
            Id = new(scope.ServiceProvider.GetRequiredService<IdBlocks>().Next()),
            Code = code,
            Name = name,
            Currency = currency,
            IsDemo = isDemo,
            CreatedAt = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime,
        };
        db.Add(company);
        await unit.CommitAsync(ct);
        return company;
    }

    /// <summary>A scope in which the system acts for the company.</summary>
    public static AsyncServiceScope As(this IServiceProvider services, TenantId company, string name)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company, name);
        return scope;
    }
}
