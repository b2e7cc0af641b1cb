using System.Text.Encodings.Web;
using System.Text.Unicode;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Ui;

/// <summary>Registers the pages' machinery and puts it into the pipeline.</summary>
public static class UiSetup
{
    /// <summary>How old a number in the side bar or a live number may be.</summary>
    private static readonly TimeSpan CountLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LiveLife = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Chinese as itself, not as &#x4E2D;: a third of the page.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemPages>()); // First: the framework's own writer takes every request.
        services.AddHttpContextAccessor();
        BadRequests.AddTo(services);
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "RequestVerificationToken";
            options.Cookie.Name = "entrepot.csrf";
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it for all pages.
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json"];
        });

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ModuleList([]));
        services.TryAddScoped<CurrentUser>();
        services.AddSingleton(provider => new AssetFiles(Path.Combine(AppContext.BaseDirectory, "assets"), provider.GetRequiredService<ILogger<AssetFiles>>()));
        services.AddSingleton(provider => Words.Of(provider.GetRequiredService<ModuleList>(), provider.GetRequiredService<ILogger<Words>>()));
        services.AddSingleton<Text>();
        services.AddSingleton<NavList>();
        services.AddSingleton<ManualBook>();
        services.AddNav(new NavEntry("Control", "Manual", ManualPages.Path, "file-text", "", 90, "m"));
        services.AddSingleton<Live>();
        services.AddSingleton(provider => new Momentary<(TenantId, Type), IReadOnlyDictionary<string, (int, bool)>>(provider.GetRequiredService<TimeProvider>(), CountLife));
        services.AddSingleton(provider => new Momentary<(TenantId, string, int), IReadOnlyDictionary<string, string>>(provider.GetRequiredService<TimeProvider>(), LiveLife));
        services.AddScoped<Web>();
        services.AddScoped<Search>();
        services.AddSingleton(provider => new Overload(provider.GetService<IConfiguration>(), provider.GetService<Signals>(), provider.GetService<TimeProvider>()));
        return services;
    }

    /// <summary>
    /// To be called before the routes are mapped. <paramref name="signIn"/> is the middleware that finds out who asks: it
    /// runs before the forgery guard, whose tokens belong to a user, and not for scripts and styles.
    /// </summary>
    public static WebApplication UseUi(this WebApplication app, Action<WebApplication>? signIn = null)
    {
        var overload = app.Services.GetRequiredService<Overload>();
        app.Use(SecurityHeaders.Add);
        app.Use(overload.LimitCalls);
        app.UseResponseCompression();
        app.Services.GetRequiredService<AssetFiles>().Use(app);
        app.UseRouting(); // After the assets, which change the path they are asked for.
        app.Use(Look.ChooseLanguage);
        app.UseStatusCodePages(StatusPages.ShowAsync);
        app.Use(BadRequests.Answer);
        app.Use(overload.LimitPages);
        app.Use(DatabaseAway.Answer);
        signIn?.Invoke(app);
        app.Use(overload.LimitCompany);
        app.Use(ForgeryGuard.Check); // Before the framework's own check, which lets a bad form pass and throws when it is read.
        app.UseAntiforgery();
        app.Use(Idempotency.Answer);

        Look.Map(app);
        Live.Map(app);
        Search.Map(app);
        ManualPages.Map(app);
        if (app.Environment.IsDevelopment()) Stories.Map(app);
        app.Services.GetRequiredService<Words>(); // Read now, so that two translations that disagree are logged at start.
        return app;
    }
}
