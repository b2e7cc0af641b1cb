using Entrepot.Sandbox.Carriers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entrepot.Sandbox;

/// <summary>The outside world's own web server on loopback: carriers that answer as the real ones do, on a port that the system chooses.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private const string CarriersPrefix = "/carriers";

    private readonly WebApplication app;

    private SandboxHost(WebApplication app) => this.app = app;

    public Uri Ups => Carrier(SandboxCarriers.UpsPath);
    public Uri DhlExpress => Carrier(SandboxCarriers.DhlExpressPath);
    public Uri DhlParcelDe => Carrier(SandboxCarriers.DhlParcelDePath);

    /// <param name="options">The credentials that the carriers accept, and how quickly they deliver.</param>
    public static async Task<SandboxHost> StartAsync(SandboxCarrierOptions options, TimeProvider clock, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapGet("/", () => Results.Text("Entrepot's sandbox world"));
        SandboxCarriers.Map(app, clock, options with { Prefix = CarriersPrefix });
        await app.StartAsync(ct);
        return new(app);
    }

    private Uri Carrier(string path) => new(app.Urls.First() + CarriersPrefix + path);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
