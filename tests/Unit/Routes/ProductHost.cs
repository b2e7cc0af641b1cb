using Entrepot.Channels.Contracts;
using Entrepot.Identity.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Watching;
using Entrepot.Server.Demo.Founding;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Routes;

/// <summary>A real server on a free port with every route of the product, a company at work and another one that has nothing.</summary>
internal sealed class ProductHost : IAsyncDisposable
{
    public static readonly TenantId Ours = new(1);
    public static readonly TenantId Theirs = new(2);

    /// <summary>Thirty-two bytes that protect nothing but tests.</summary>
    private static readonly string MasterKey = Convert.ToBase64String(new byte[32]);

    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-product-").FullName;
    private WebApplication app = null!;
    private bool isFirst;
    private string address = "";

    public IServiceProvider Services => app.Services;
    public TestDatabase.FixedClock Clock => (TestDatabase.FixedClock)Services.GetRequiredService<TimeProvider>();
    public IReadOnlyList<RouteEndpoint> Routes => [.. app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    public string Database => address;
    private Uri Address => new(app.Urls.First());

    /// <summary>Both companies have nothing but their rules.</summary>
    public static Task<ProductHost> StartEmptyAsync(Action<IEndpointRouteBuilder>? also = null, Action<WebApplicationBuilder>? build = null) => StartAsync(isAtWork: false, null, also, build);

    /// <param name="also">More routes, such as one that does wrong on purpose.</param>
    /// <param name="build">Other settings, or a log that a test reads.</param>
    public static Task<ProductHost> StartAsync(Action<IEndpointRouteBuilder>? also = null, Action<WebApplicationBuilder>? build = null) => StartAsync(isAtWork: true, null, also, build);

    /// <summary>A second process of the same installation: the same database and master key, and nothing else in common.</summary>
    /// <param name="address">The same database by another way; null for the same way.</param>
    public static Task<ProductHost> StartBesideAsync(ProductHost first, string? address = null, Action<IEndpointRouteBuilder>? also = null, Action<WebApplicationBuilder>? build = null) =>
        StartAsync(isAtWork: false, address ?? first.address, also, build);

    private static async Task<ProductHost> StartAsync(bool isAtWork, string? beside, Action<IEndpointRouteBuilder>? also, Action<WebApplicationBuilder>? build)
    {
        var host = new ProductHost { isFirst = beside is null, address = beside ?? await TestDatabase.FreshAddressAsync() };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ProductHost).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection([new("Entrepot:MasterKey", MasterKey), new("Entrepot:Data", host.folder)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new TestDatabase.FixedClock());
        builder.Services.AddUi();
        builder.Services.AddWatching();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton(_ => new FontLibrary(Environment.GetEnvironmentVariable("ENTREPOT_FONTS") ?? host.folder));
        builder.Services.AddPlatform(new ModuleList(AllModules.List()), host.address, builder.Configuration);
        builder.Services.AddIdentitySecurity();
        builder.Services.AddProblemDetails();
        build?.Invoke(builder);
        TestDatabase.ShareModel(builder.Services);

        var app = host.app = builder.Build();
        app.UseExceptionHandler();
        app.UseUi(web => web.UseIdentitySecurity());
        app.UseWatching();
        app.MapApprovals();
        foreach (var module in app.Services.GetRequiredService<ModuleList>().All) module.MapRoutes(app);
        also?.Invoke(app);
        await DatabaseSetup.PrepareAsync(app.Services, CancellationToken.None);
        if (host.isFirst) await host.AddAsync(Theirs, "Theirs");
        if (isAtWork) await host.FoundAsync();
        else if (host.isFirst) await host.AddAsync(Ours, "Quillfeather Ltd");
        await app.StartAsync();
        return host;
    }

    /// <summary>A program of a company that may do everything there.</summary>
    public async Task<HttpClient> ProgramAsync(TenantId company)
    {
        string[] permissions = [.. Routes.SelectMany(route => route.Metadata.GetOrderedMetadata<IAuthorizeData>()).Select(data => data.Policy).OfType<string>().Where(policy => policy.Contains('.', StringComparison.Ordinal)).Append(Discretion.Permission).Distinct()];
        return await ProgramAsync(company, permissions);
    }

    public async Task<HttpClient> ProgramAsync(TenantId company, params string[] permissions)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var key = (await scope.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateApiKeyAsync(company, $"test {Guid.NewGuid():N}", permissions, CancellationToken.None)).Value;
        var client = Nobody();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>Keeps cookies, which belong to the machine and not to a port: what one process set the other one gets.</summary>
    public HttpClient Browser(System.Net.CookieContainer cookies) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };

    public HttpClient Nobody() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public async Task<T> AskAsync<T>(TenantId company, Func<IServiceProvider, Task<T>> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company);
        return await ask(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (isFirst) await TestDatabase.RemoveAsync(address);
        Directory.Delete(folder, recursive: true);
    }

    private async Task FoundAsync()
    {
        await AskAsync(Ours, async services =>
        {
            var founding = CompanyFounding.In(services);
            await founding.FoundAsync(new() { Id = Ours, Code = "ours", Name = "Quillfeather Ltd", Currency = "EUR", CreatedAt = TestDatabase.Noon }, CancellationToken.None);
            await founding.FinishAsync(CancellationToken.None);
            return true;
        });
        await AskAsync(Ours, SellAsync);
        await Services.GetRequiredService<JourneyRunner>().DrainAsync(Ours, CancellationToken.None);
    }

    private Task<Result> AddAsync(TenantId company, string name) => AskAsync(company, async services =>
    {
        var db = services.GetRequiredService<EntrepotDb>();
        await using (var unit = await db.BeginAsync(CancellationToken.None))
        {
            db.Add(new Tenant { Id = company, Code = name[..4].ToLowerInvariant(), Name = name, Currency = "EUR", CreatedAt = TestDatabase.Noon });
            (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
        }

        return await services.GetRequiredService<Entrepot.Rules.Contracts.IRuleSetup>().PublishDefaultsAsync(CancellationToken.None);
    });

    private static async Task<bool> SellAsync(IServiceProvider services)
    {
        var identity = services.GetRequiredService<IIdentitySetup>();
        (await identity.CreateAdministratorAsync(Ours, "quilla", "correct horse battery", CancellationToken.None)).IsOk.ShouldBeTrue();
        var channel = (await services.GetRequiredService<ISalesChannels>().AllAsync(CancellationToken.None)).First(one => one.Code == "amazon-uk");
        var intake = services.GetRequiredService<IOrderIntake>();
        IncomingOrder[] orders = [AnOrder("QUILL-7701", 1), AnOrder("QUILL-7702", 400), AnOrder("QUILL-7703", 1), AnOrder("QUILL-7701", 2)];
        foreach (var order in orders) await intake.AcceptAsync(channel.Id, [order], [null], CancellationToken.None);
        using var file = new MemoryStream("order,x\nQUILL-7709,y\n"u8.ToArray());
        await services.GetRequiredService<IOrderImport>().RunAsync(new("plain-csv", channel.Id, []) { Content = file, ContentName = "quillfeather.csv" }, null, CancellationToken.None);
        return true;
    }

    public static IncomingOrder AnOrder(string number, long quantity) => new()
    {
        ExternalNumber = number,
        PlacedAt = TestDatabase.Noon.AddHours(-1),
        Currency = "GBP",
        ShipTo = new() { Name = "Zebedee Quillfeather", Line1 = "12 St James's Square", City = "London", Postcode = "SW1Y 4JH", Country = "GB", Email = "zebedee@example.com", Phone = "+442079460000" },
        BuyerId = "zebedee",
        Lines = [new() { ExternalLineId = "1", Code = "EL-BUDS-BK", Quantity = quantity, UnitPriceMicros = 19_990_000, AmountMinor = 1_999 * quantity }],
    };
}
