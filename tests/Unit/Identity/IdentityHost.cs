using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Entrepot.Identity;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Identity;

/// <summary>A real server on a free port with sign-in, one protected API route per kind and two companies.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly string path = Path.Combine(Path.GetTempPath(), $"entrepot-identity-{Guid.NewGuid():N}");
    private WebApplication app = null!;
    private string address = "";

    public TestDatabase.FixedClock Clock { get; } = new();
    public IServiceProvider Services => app.Services;
    private Uri Address => new(app.Urls.First());

    public static async Task<IdentityHost> StartAsync(params (long Id, string Code)[] companies)
    {
        var host = new IdentityHost();
        Directory.CreateDirectory(host.path);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(IdentityHost).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection([new("Entrepot:Keys", Path.Combine(host.path, "keys"))]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(host.Clock);
        builder.Services.AddUi();
        builder.Services.AddPlatform(new ModuleList([new IdentityModule()]), host.address = await TestDatabase.FreshAddressAsync(), builder.Configuration);
        builder.Services.AddIdentitySecurity();
        TestDatabase.ShareModel(builder.Services);

        var app = host.app = builder.Build();
        app.UseUi(web => web.UseIdentitySecurity());
        foreach (var module in app.Services.GetRequiredService<ModuleList>().All) module.MapRoutes(app);
        app.MapGet("/api/whoami", (CurrentUser user) => new WhoAmI(user.Tenant.Value, user.UserId, user.Name));
        app.MapGet("/api/release", () => "released").RequireAuthorization("orders.release");
        app.MapGet("/api/users-only", () => "managed").RequireAuthorization("users.manage");
        app.MapGet("/api/amounts", () => new Amounts(new(123456, "EUR"), $"Above {new Money(123456, "EUR")}.")).RequireAuthorization("orders.view");
        app.MapGet("/amounts", () => Formats.Money(new(123456, "EUR"))).RequireAuthorization("orders.view");
        app.MapGet("/orders", () => "a page").RequireAuthorization("orders.view");
        await DatabaseSetup.PrepareAsync(app.Services, CancellationToken.None);
        await host.AddCompaniesAsync(companies.Length == 0 ? [(1, "ours")] : companies);
        await app.StartAsync();
        return host;
    }

    /// <summary>A browser: keeps cookies, does not follow redirects.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public HttpClient Program(string key)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string userName, string password, string company = "", string returnUrl = "/") =>
        PostAsync(browser, "/sign-in", "/sign-in", ("company", company), ("userName", userName), ("password", password), ("returnUrl", returnUrl));

    /// <summary>Posts a form as a browser does: with the token of the page it stands on.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string path, params (string Name, string Value)[] fields)
    {
        var token = Regex.Match(await browser.GetStringAsync(page), "name=\"csrf\" content=\"([^\"]+)\"").Groups[1].Value;
        return await browser.PostAsync(path, new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]));
    }

    public static async Task<WhoAmI> WhoAsync(HttpClient client) => (await client.GetFromJsonAsync<WhoAmI>("/api/whoami"))!;

    public async Task<T> SetUpAsync<T>(Func<IIdentitySetup, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<IIdentitySetup>());
    }

    public async Task AddUserAsync(string userName, Role role, long tenant = 1) =>
        (await SetUpAsync(setup => setup.CreateUserAsync(new(tenant), new(userName, userName.ToUpperInvariant(), Password, role), CancellationToken.None))).IsOk.ShouldBeTrue();

    public async Task<string> AddKeyAsync(long tenant, params string[] permissions) =>
        (await SetUpAsync(setup => setup.CreateApiKeyAsync(new(tenant), "test", permissions, CancellationToken.None))).Value;

    public async Task ChangeAsync(TenantId tenant, Func<EntrepotDb, Task> change)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(CancellationToken.None);
        await change(db);
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await TestDatabase.RemoveAsync(address);
        Directory.Delete(path, recursive: true);
    }

    private Task AddCompaniesAsync((long Id, string Code)[] companies) => ChangeAsync(new(companies[0].Id), db =>
    {
        foreach (var (id, code) in companies) db.Add(new Tenant { Id = new(id), Code = code, Name = code, Currency = "EUR", CreatedAt = TestDatabase.Noon });
        return Task.CompletedTask;
    });

    internal sealed record Amounts(Money Price, Sentence Why);

    internal sealed record WhoAmI(long Tenant, long? UserId, string Name);
}
