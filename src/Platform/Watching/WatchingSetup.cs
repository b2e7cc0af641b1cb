using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Watching;

/// <summary>Registers and maps what operators look at.</summary>
public static class WatchingSetup
{
    /// <summary>For every host: what is measured, and where work waits.</summary>
    internal static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<Signals>();
        services.AddSingleton<DiskSpace>();
        services.AddSingleton<Backlogs>();
        services.AddSingleton<Readiness>();
        services.AddScoped<IBacklog, WorkBacklog>();
        return services;
    }

    /// <summary>For the web server: health, metrics, and somebody who looks at the disk.</summary>
    public static IServiceCollection AddWatching(this IServiceCollection services)
    {
        services.AddSingleton<MetricsText>();
        services.AddExceptionHandler<Unavailable>();
        services.AddHostedService<DirectoryWatch>();
        services.AddHostedService<SharedWatch>();
        services.AddSingleton<Watch>();
        services.AddHostedService(provider => provider.GetRequiredService<Watch>());
        services.AddHostedService(provider => provider.GetRequiredService<BackupWatch>());

        // These write queries, and values that do not fit, into their lines: somebody may have searched for a buyer.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Http.RequestDelegateFactory", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Http.RequestDelegateGenerator", LogLevel.Warning));
        return services;
    }

    /// <summary>To be called after sign-in and before the modules' routes.</summary>
    public static void UseWatching(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<MetricsText>(); // Hears only what is measured after it was made.
        app.Use(RequestSignals.Tell);
        Readiness.Map(app);
        MetricsRoute.Map(app);
    }
}
