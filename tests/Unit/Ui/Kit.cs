using System.Globalization;
using System.Runtime.CompilerServices;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Ui;

/// <summary>Renders components of the kit as a request would, in one language.</summary>
internal static class Kit
{
    public static readonly string Sources = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../src"));

    public static readonly Words Words = new([typeof(Words).Assembly], NullLogger<Words>.Instance);

    /// <summary>Speaks a language until disposed.</summary>
    public static IDisposable Speaking(string language)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        Culture.Enter(language);
        return new Undo(() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before);
    }

    public static async Task<string> RenderAsync<TComponent>(object parameters, Action<HttpContext>? request = null, string[]? permissions = null, string language = "en")
        where TComponent : IComponent
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddUi().AddDataProtection().UseEphemeralDataProtectionProvider();
        await using var app = builder.Build();
        var provider = app.Services;
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(new TenantId(1), 1, "Lin Mei", permissions ?? ["*"]);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Method = "GET";
        http.Request.Path = "/somewhere";
        request?.Invoke(http);
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext = http;

        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize("https://localhost/", "https://localhost/somewhere");

        await using var renderer = new HtmlRenderer(scope.ServiceProvider, provider.GetRequiredService<ILoggerFactory>());
        var values = parameters.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(parameters));
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            using var _ = Speaking(language);
            return (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(values))).ToHtmlString();
        });
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
