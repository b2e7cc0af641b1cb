using Entrepot.Identity.Contracts;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Watching;

namespace Entrepot.Server.Hosting;

/// <summary>A server process: pages, API and live numbers, the workers behind them, or both.</summary>
internal static class WebHost
{
    /// <summary>The largest request body: an import file is streamed, everything else is far smaller.</summary>
    private const long BodyMax = 4L << 30;

    /// <param name="works">Whether it also sends orders on their journeys and works off the queue; without, it takes orders in and shows pages.</param>
    public static Task<WebApplication> BuildAsync(ModuleList modules, RunOptions options, bool works, CancellationToken ct) =>
        BuildAsync(modules, options with { Roles = works ? Roles.All : Roles.Web }, ct);

    public static async Task<WebApplication> BuildAsync(ModuleList modules, RunOptions options, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(Services.Configuration(options));
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = BodyMax);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(options);

        builder.Services.AddEntrepot(modules, options, builder.Configuration);
        builder.Services.AddUi();
        builder.Services.AddWatching();
        builder.Services.AddOtlpExport(builder.Configuration);
        builder.Services.AddIdentitySecurity();
        builder.Services.AddProblemDetails();
        if (options.Roles.HasFlag(Roles.Worker)) builder.Services.AddHostedService<JourneyWorker>().AddHostedService<WorkWorker>();

        var app = builder.Build();
        app.UseExceptionHandler();
        if (options.Roles.HasFlag(Roles.Web)) app.UseUi(signIn: web => web.UseIdentitySecurity());
        else app.UseIdentitySecurity(); // For the numbers, which not everybody may see.
        app.UseWatching();
        if (options.Roles.HasFlag(Roles.Web))
        {
            app.MapApprovals();
            foreach (var module in modules.All) module.MapRoutes(app);
        }
        else app.MapFallback(() => TypedResults.NotFound()).AllowAnonymous();

        await DatabaseSetup.PrepareAsync(app.Services, ct);
        return app;
    }
}
