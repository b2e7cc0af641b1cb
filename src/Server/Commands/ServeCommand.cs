using System.CommandLine;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Server.Demo;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var roles = RoleOption();
        var command = new Command("serve", "Run the server without the demo's sandbox world. Any number of them work on one PostgreSQL.") { roles };
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false) with { Roles = RolesOf(parse.GetValue(roles)) }, ct));
        return command;
    }

    private static Option<string> RoleOption()
    {
        var option = new Option<string>("--role")
        {
            Description = "What this process does: web (pages and the API), worker (journeys and the work queue; listens for health and metrics only), or both: web,worker.",
            HelpName = "ROLES",
            DefaultValueFactory = _ => "web,worker",
        };
        option.Validators.Add(result =>
        {
            if (RolesOf(result.GetValueOrDefault<string>()) == default) result.AddError("The roles are web, worker, or web,worker.");
        });
        return option;
    }

    /// <returns>None where a name is unknown.</returns>
    private static Roles RolesOf(string? names) => names?.Split(',', StringSplitOptions.TrimEntries) switch
    {
        ["web"] => Roles.Web,
        ["worker"] => Roles.Worker,
        ["web", "worker"] or ["worker", "web"] => Roles.All,
        _ => default,
    };

    public static async Task<int> RunAsync(ModuleList modules, RunOptions options, CancellationToken ct)
    {
        await using var app = await WebHost.BuildAsync(modules, options, ct);
        var company = await DatabaseSetup.AloneAsync(app.Services, () => FirstCompany.EnsureAsync(
            app.Services, options.IsDemo ? Founding.Demo : Founding.Empty,
            administrator => Console.WriteLine($"Sign in as {administrator.UserName} with the password {administrator.Password} (shown only now; change it under your name)."), ct), ct);

        await using var world = options.IsDemo ? await SandboxWorld.OpenAsync(app, company, ct) : null;
        await app.StartAsync(ct);
        if (world is not null) await world.LetInAsync(ct);
        Console.WriteLine($"Entrepot is running on {string.Join(", ", app.Urls)}. Press Ctrl+C to stop.");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
