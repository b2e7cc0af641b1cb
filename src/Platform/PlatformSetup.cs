using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform;

public static class PlatformSetup
{
    /// <summary>The database, the work queue and the scope's user, for a host that runs <paramref name="modules"/>.</summary>
    /// <param name="database">Where the data lie; see <see cref="DatabaseEngine.At"/>.</param>
    /// <remarks>
    /// <c>Entrepot:Keys</c> names the folder of the keys that protect sessions and stored secrets: it must outlive restarts,
    /// be kept with the backups of the database but not in one place with them, and be shared by all processes of an
    /// installation. Without it the framework's own place is used, which a container forgets.
    /// </remarks>
    public static IServiceCollection AddPlatform(this IServiceCollection services, ModuleList modules, string database, IConfiguration configuration)
    {
        services.AddSingleton(modules);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        services.AddSignals();
        var engine = DatabaseEngine.At(database);
        services.AddSingleton(engine);
        services.AddSingleton(new WriteGate(engine.IsSingleWriter));
        services.AddSingleton<IdBlocks>();
        services.AddScoped<CurrentUser>();
        services.AddDbContext<EntrepotDb>(options =>
        {
            engine.Configure(options);
            options.ReplaceService<IModelCacheKeyFactory, ModelPerHost>()
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.NoEntityTypeConfigurationsWarning));
        });
        services.AddSingleton<KeptAnswers>().AddWorkHandler<ForgetAnswers>();
        services.AddScoped<ChangeLog>();
        services.AddScoped<WorkQueue>();
        services.AddSingleton<EventSubscriptions>();
        services.AddSingleton<WorkRunner>();
        AddSecrets(services, configuration);
        foreach (var module in modules.All) module.AddServices(services, configuration);
        return services;
    }

    private static void AddSecrets(IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("Entrepot");
        if (configuration["Entrepot:Keys"] is { Length: > 0 } folder) protection.PersistKeysToFileSystem(KeyFolder(folder));
        services.AddSingleton<StoredSecrets>();

        // The framework warns that the keys' files are not encrypted. The folder is the server's user's alone; a key to encrypt them with would lie beside it.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }

    private static DirectoryInfo KeyFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
