using Entrepot.Identity.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Sandbox;
using Entrepot.Sandbox.Carriers;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Demo;

/// <summary>
/// The world around the demo company: shops that sell, a crew that packs, carriers that deliver, all over HTTP on
/// loopback. Its keys and accounts are new at each start and known to this process only; parcels under way go on.
/// </summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Tenant company;
    private readonly SandboxHost carriers;
    private SandboxPeople? people;

    private SandboxWorld(WebApplication app, Tenant company, SandboxHost carriers) => (this.app, this.company, this.carriers) = (app, company, carriers);

    /// <summary>
    /// Opens the carriers and points the company's accounts to where they listen now. Before the server starts: its workers
    /// go on at once with parcels that were under way, and must not look for the carriers of the last run.
    /// </summary>
    /// <returns>Null where the company has nothing to do with the sandbox.</returns>
    public static async Task<SandboxWorld?> OpenAsync(WebApplication app, Tenant company, CancellationToken ct)
    {
        if (!company.IsDemo) return null;

        var options = new SandboxCarrierOptions { Password = Chance.Secret(), ShipmentFile = Path.Combine(app.Services.GetRequiredService<RunOptions>().DataFolder, "sandbox.db") };
        var carriers = await SandboxHost.StartAsync(options, app.Services.GetRequiredService<TimeProvider>(), ct);
        await SandboxAccounts.SetAsync(app.Services, company.Id, carriers, options, ct);
        return new(app, company, carriers);
    }

    /// <summary>Lets the people in, once the server listens.</summary>
    public async Task LetInAsync(CancellationToken ct)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var settings = await SettingsAsync(app, company, clock.GetUtcNow().UtcDateTime, ct);
        people = SandboxPeople.Start(settings, clock, app.Services.GetRequiredService<ILoggerFactory>());
        // People go home before the server closes, so that its last log lines are not their complaints.
        app.Lifetime.ApplicationStopping.Register(people.Close);
    }

    public async ValueTask DisposeAsync()
    {
        if (people is not null) await people.DisposeAsync();
        await carriers.DisposeAsync();
    }

    private static async Task<SandboxSettings> SettingsAsync(WebApplication app, Tenant company, DateTime now, CancellationToken ct)
    {
        await using var scope = app.Services.As(company.Id, "sandbox");
        var setup = scope.ServiceProvider.GetRequiredService<IIdentitySetup>();
        var sites = await scope.ServiceProvider.GetRequiredService<IWarehouses>().AllAsync(ct);
        // Tenths of a second since 2024: higher at each start, and still short enough to read.
        var serial = (long)(now - new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds * 10;
        return new(
            AddressOf(app),
            await KeyAsync(setup, company.Id, "sandbox shops", ["orders.intake"], ct),
            await KeyAsync(setup, company.Id, "sandbox crew", ["warehouse.view", "warehouse.wave", "warehouse.pick", "warehouse.pack", "warehouse.handover"], ct),
            await KeyAsync(setup, company.Id, "sandbox dock", ["stock.view", "stock.adjust"], ct),
            await KeyAsync(setup, company.Id, "sandbox dealers", ["imports.run"], ct),
            SandboxArticles.Load(), [.. sites.Select(site => site.Code)], SandboxPace.Read(app.Configuration), Seed: (int)(serial % int.MaxValue), serial,
            HasCrew: app.Configuration["Entrepot:Sandbox:Crew"] != "off");
    }

    /// <summary>The secret of the last run died with its process, so its key is worth nothing and makes room for a new one.</summary>
    private static async Task<string> KeyAsync(IIdentitySetup setup, TenantId company, string name, IReadOnlyList<string> permissions, CancellationToken ct)
    {
        if ((await setup.RevokeApiKeyAsync(company, name, ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        return (await setup.CreateApiKeyAsync(company, name, permissions, ct)).Value;
    }

    /// <summary>Where the server really listens; "any address" is reached on this machine.</summary>
    private static Uri AddressOf(WebApplication app)
    {
        var url = app.Urls.FirstOrDefault(url => url.StartsWith("http:", StringComparison.Ordinal)) ?? app.Urls.First();
        return new(url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal));
    }
}
