using Entrepot.Platform.Data;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Backup;

internal static class BackupSetup
{
    /// <summary>Who looks at backups, and the schedule where the settings have one. An item of a schedule that was switched off is taken too, and goes.</summary>
    public static IServiceCollection AddBackups(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = BackupSettings.Read(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<BackupRuns>();
        services.AddSingleton(provider => new BackupWatch(
            settings, () => [.. provider.GetRequiredService<Databases>().Cells.Select(cell => cell.Code)], settings.Cadence is null ? _ => Task.CompletedTask : provider.GetRequiredService<BackupRuns>().LookAsync,
            provider.GetRequiredService<Signals>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BackupWatch>>()));
        services.TryAddEnumerable(ServiceDescriptor.Scoped<IExternalWork, MakeBackupByClock>());
        return settings.Cadence is { } cadence ? services.AddSchedule(MakeBackupByClock.WorkKind, cadence, isForServer: true) : services;
    }
}
