using Entrepot.Platform.Approvals;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Http;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Security.Keys;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
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
    /// The keys that protect sessions and stored secrets lie in the database, sealed with a master key: <c>Entrepot:MasterKey</c>,
    /// the same for all processes of an installation, or the file <c>master.key</c> in the folder <c>Entrepot:Keys</c>, which the
    /// first start makes. It must be kept with the backups of the database, but not in one place with them. With neither
    /// setting the framework's own place is used, which a container forgets.
    /// </remarks>
    public static IServiceCollection AddPlatform(this IServiceCollection services, ModuleList modules, string database, IConfiguration configuration)
    {
        services.AddSingleton(modules);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        services.AddSignals();
        var engine = DatabaseEngine.At(database);
        services.AddSingleton(engine);
        services.AddSingleton(provider => new WriteGate(engine.IsSingleWriter, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Databases>();
        services.AddSingleton<SharedData>();
        services.AddSingleton<CellDirectory>();
        services.AddSingleton<IdBlocks>();
        services.AddSingleton<Outages>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<ScopeCell>();
        services.AddSingleton<SessionOptions>();
        services.AddScoped(scope => scope.GetRequiredService<SessionOptions>().Of(scope.GetRequiredService<ScopeCell>().Cell.Engine));
        services.AddScoped<EntrepotDb>();
        services.AddScoped<KeyedCalls>();
        services.AddSingleton<KeptAnswers>().AddWorkHandler<ForgetAnswers>().AddSchedule(ForgetAnswers.WorkKind, ForgetAnswers.Cadence);
        services.AddScoped<ChangeLog>();
        services.AddScoped<Letterheads>().AddScoped<DocumentNumbers>().AddScoped<EditNumbers>();
        services.AddScoped<IVerification, NumbersHaveNoGaps>();
        services.AddApprovals();
        services.AddWork();
        services.AddVerifications();
        services.AddBackups(configuration);
        AddSecrets(services, configuration);
        foreach (var module in modules.All) module.AddServices(services, configuration);
        return services;
    }

    private static void AddSecrets(IServiceCollection services, IConfiguration configuration)
    {
        var place = new MasterKeyPlace(configuration);
        services.AddSingleton(place);
        services.AddSingleton<SealedKeys>();
        services.AddSingleton<XmlKeyManager>().AddSingleton<FreshKeys>().AddSingleton<IKeyManager>(provider => provider.GetRequiredService<FreshKeys>());
        services.AddSingleton<KeyKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyKeeper>());
        services.AddSingleton<StoredSecrets>();

        var protection = services.AddDataProtection().SetApplicationName("Entrepot");
        if (!place.IsSet) return;
        protection.DisableAutomaticKeyGeneration(); // In the midst of a request that holds the embedded database's one writer.
        services.AddOptions<KeyManagementOptions>().Configure<SealedKeys>((options, keys) => options.XmlRepository = keys);

        // The framework warns that it does not encrypt keys itself.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
