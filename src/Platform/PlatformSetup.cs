using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entrepot.Platform;

public static class PlatformSetup
{
    /// <summary>The database, the work queue and the scope's user, for a host that runs <paramref name="modules"/>.</summary>
    /// <param name="database">A SQLite connection string; see <see cref="SqliteDatabase"/>.</param>
    public static IServiceCollection AddPlatform(this IServiceCollection services, ModuleList modules, string database, IConfiguration configuration)
    {
        services.AddSingleton(modules);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new WriteGate(isSingleWriter: true));
        services.AddSingleton<IdBlocks>();
        services.AddSingleton<SqliteSettings>();
        services.AddScoped<CurrentUser>();
        services.AddDbContext<EntrepotDb>((provider, options) => options
            .UseSqlite(database, sqlite => sqlite.MigrationsAssembly("Entrepot.Migrations"))
            .ReplaceService<IModelCacheKeyFactory, ModelPerHost>()
            .AddInterceptors(provider.GetRequiredService<SqliteSettings>())
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.NoEntityTypeConfigurationsWarning)));
        services.AddScoped<WorkQueue>();
        services.AddSingleton<EventSubscriptions>();
        services.AddSingleton<WorkRunner>();
        foreach (var module in modules.All) module.AddServices(services, configuration);
        return services;
    }
}
