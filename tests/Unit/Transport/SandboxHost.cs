using Entrepot.Sandbox.Carriers;
using Entrepot.Transport.Carriers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Transport;

/// <summary>The sandbox's carriers on a real port, with a clock that a test moves.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public static readonly SandboxCarrierOptions Options = new() { DeliverIn = TimeSpan.FromSeconds(100), TroublePpm = 0 };

    private readonly WebApplication app;

    private SandboxHost(WebApplication app) => this.app = app;

    public TestDatabase.FixedClock Clock { get; private init; } = new();
    public string Url => app.Urls.First();

    public static async Task<SandboxHost> StartAsync(SandboxCarrierOptions? options = null)
    {
        var clock = new TestDatabase.FixedClock();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        SandboxCarriers.Map(app, clock, options ?? Options);
        await app.StartAsync();
        return new(app) { Clock = clock };
    }

    /// <summary>The account with the peer that speaks this carrier's language.</summary>
    public CarrierAccount Account(string carrier) => new(
        TestDatabase.Ours, carrier, Url + Options.Prefix + Path(carrier), carrier == "dhl-parcel-de" ? "3333333333" : carrier == "ups" ? "A1B2C3" : "300000001", Options.User, Options.Password,
        new Dictionary<string, string> { ["user"] = Options.User, ["password"] = Options.Password, ["tracking-user"] = Options.User, ["tracking-password"] = Options.Password });

    public static CarrierHttp Http() => new(new OneClient());

    private static string Path(string carrier) => carrier switch
    {
        "ups" => SandboxCarriers.UpsPath,
        "dhl-express" => SandboxCarriers.DhlExpressPath,
        _ => SandboxCarriers.DhlParcelDePath,
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private sealed class OneClient : IHttpClientFactory
    {
        private readonly HttpClient client = new();

        public HttpClient CreateClient(string name) => client;
    }
}
