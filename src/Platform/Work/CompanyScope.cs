using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Work;

internal static class CompanyScope
{
    /// <summary>A scope in which the system works for the company.</summary>
    public static AsyncServiceScope For(this IServiceScopeFactory scopes, TenantId tenant)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        return scope;
    }
}
