using System.Net;
using System.Text;
using System.Text.Json;
using Entrepot.Catalog;
using Entrepot.Channels;
using Entrepot.Channels.Contracts;
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

namespace Entrepot.Unit.Channels;

/// <summary>A real server on a free port with the routes of Channels, one company and one shop.</summary>
internal sealed class ChannelsHost : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private static readonly TenantId Company = new(1);
    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-channels-host-").FullName;
    private WebApplication app = null!;
    private string address = "";

    public TestDatabase.FixedClock Clock { get; } = new();
    public IServiceProvider Services => app.Services;
    private Uri Address => new(app.Urls.First());

    /// <param name="also">More modules, whose pages are asked for.</param>
    public static async Task<ChannelsHost> StartAsync(params IModule[] also)
    {
        var host = new ChannelsHost();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ChannelsHost).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection([new("Entrepot:Keys", Path.Combine(host.folder, "keys")), new("Entrepot:Data", host.folder)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(host.Clock);
        builder.Services.AddUi();
        builder.Services.AddPlatform(new ModuleList([new IdentityModule(), new CatalogModule(), .. also, new ChannelsModule()]), host.address = await TestDatabase.FreshAddressAsync(), builder.Configuration);
        builder.Services.AddIdentitySecurity();
        CatalogueStandIns.In(builder.Services);
        TestDatabase.ShareModel(builder.Services);

        var app = host.app = builder.Build();
        app.UseUi(web => web.UseIdentitySecurity());
        foreach (var module in app.Services.GetRequiredService<ModuleList>().All) module.MapRoutes(app);
        await DatabaseSetup.PrepareAsync(app.Services, CancellationToken.None);
        await host.InUnitAsync(async services =>
        {
            services.GetRequiredService<EntrepotDb>().Add(new Tenant { Id = Company, Code = "ours", Name = "Ours", Currency = "EUR", CreatedAt = TestDatabase.Noon });
            await services.GetRequiredService<ISalesChannels>().AddAsync(new(Front.Shop, "shop", "Our shop", "api", "EUR"), CancellationToken.None);
        });
        await app.StartAsync();
        return host;
    }

    /// <summary>Another program, with an API key that has these permissions.</summary>
    public async Task<HttpClient> ProgramAsync(params string[] permissions)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var key = (await scope.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateApiKeyAsync(Company, "test", permissions, CancellationToken.None)).Value;
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>A person at a browser, signed in as an operator.</summary>
    public async Task<HttpClient> OperatorAsync()
    {
        await using (var scope = app.Services.CreateAsyncScope())
            (await scope.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateUserAsync(Company, new("mei", "Mei", Password, Role.Operator), CancellationToken.None)).IsOk.ShouldBeTrue();
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        await Identity.IdentityHost.SignInAsync(browser, "mei", Password);
        return browser;
    }

    public async Task InUnitAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(Company);
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
        await act(scope.ServiceProvider);
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
    }

    public async Task<T> AskAsync<T>(Func<IServiceProvider, Task<T>> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(Company);
        return await ask(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await TestDatabase.RemoveAsync(address);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A form as a browser without script sends it, with the token of the page it stands on.</summary>
    public static async Task<(HttpStatusCode Status, string Page)> SubmitAsync(HttpClient person, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await TokenAsync(person)), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await person.PostAsync(path, form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A file as the upload page sends it.</summary>
    public static async Task<HttpStatusCode> UploadAsync(HttpClient person, byte[] content, string profile, string name = "sent.csv")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await TokenAsync(person)), "__RequestVerificationToken" }, { new StringContent("shop"), "channel" }, { new StringContent(profile), "profile" },
            { new ByteArrayContent(content), "file", name },
        };
        using var answer = await person.PostAsync("/imports", form);
        return answer.StatusCode;
    }

    /// <summary>The token that every form of this person's session carries.</summary>
    public static async Task<string> TokenAsync(HttpClient person) =>
        System.Text.RegularExpressions.Regex.Match(await person.GetStringAsync("/imports/new"), "name=\"csrf\" content=\"([^\"]+)\"").Groups[1].Value;

    public static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient client, string path, string json, string? key = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8) };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.ExpectContinue = json.Length > 1 << 20; // So that a refusal comes before the body.
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }
}
