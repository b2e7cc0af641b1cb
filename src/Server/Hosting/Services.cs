using Entrepot.Platform;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Modules;
using Microsoft.Extensions.Logging.Console;

namespace Entrepot.Server.Hosting;

/// <summary>What both the web server and the commands run on.</summary>
internal static class Services
{
    public static IServiceCollection AddEntrepot(this IServiceCollection services, ModuleList modules, RunOptions options, IConfiguration configuration)
    {
        Directory.CreateDirectory(options.DataFolder);
        services.AddSingleton(options);
        services.AddHttpClient();
        services.AddSingleton(_ => new FontLibrary(Path.Combine(AppContext.BaseDirectory, "fonts")));
        services.AddSingleton(new BackupSource(options.Database, options.KeysFolder, OtlpExport.Version));
        services.AddSingleton<IRestoredLook, RestoredLook>();
        return services.AddPlatform(modules, options.Database, configuration);
    }

    /// <summary>A provider for one command: no web server, quiet logs on the error stream, a migrated database.</summary>
    public static async Task<ServiceProvider> ForCommandAsync(ModuleList modules, RunOptions options, CancellationToken ct)
    {
        var provider = Unprepared(modules, options);
        await DatabaseSetup.PrepareAsync(provider, ct);
        return provider;
    }

    /// <summary>The same, with a database that is not looked at yet.</summary>
    /// <param name="withKeys">Whether it reads the installation's keys; what only compares rows needs none.</param>
    public static ServiceProvider Unprepared(ModuleList modules, RunOptions options, bool withKeys = true)
    {
        var configuration = Configuration(options);
        if (!withKeys) (configuration["Entrepot:Keys"], configuration["Entrepot:MasterKey"]) = ("", "");
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.AddConsole(options).Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        // Without keys no cell can be opened, and none is to be.
        if (!withKeys) services.AddLogging(logging => logging.AddFilter(typeof(Databases).FullName, LogLevel.None));
        services.AddEntrepot(modules, options, configuration);
        return services.BuildServiceProvider();
    }

    /// <summary>Scopes carry the company and the trace; text for people is easier to read without them.</summary>
    public static ILoggingBuilder AddConsole(this ILoggingBuilder logging, RunOptions options) => options.LogsJson
        ? logging.AddJsonConsole(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "O"))
        : logging.AddConsole();

    public static IConfigurationRoot Configuration(RunOptions options) => new ConfigurationBuilder()
        .AddEnvironmentVariables()
        .AddInMemoryCollection([new("Entrepot:Keys", options.KeysFolder), new("Entrepot:Data", options.DataFolder)])
        .Build();
}
