using System.CommandLine;
using Entrepot.Platform.Modules;
using Entrepot.Server.Demo;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var command = new Command("serve", "Run the server without the demo's sandbox world.");
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false), ct));
        return command;
    }

    public static async Task<int> RunAsync(ModuleList modules, RunOptions options, CancellationToken ct)
    {
        await using var app = await WebHost.BuildAsync(modules, options, ct);
        var company = await FirstCompany.EnsureAsync(
            app.Services, options.IsDemo ? Founding.Demo : Founding.Empty,
            administrator => Console.WriteLine($"Sign in as {administrator.UserName} with the password {administrator.Password} (shown only now; change it under your name)."), ct);

        await using var world = options.IsDemo ? await SandboxWorld.OpenAsync(app, company, ct) : null;
        await app.StartAsync(ct);
        if (world is not null) await world.LetInAsync(ct);
        Console.WriteLine($"Entrepot is running on {string.Join(", ", app.Urls)}. Press Ctrl+C to stop.");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
