using System.CommandLine;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Server.Commands;

/// <summary>Takes the demo company out of the sandbox world's hands; what it has done stays.</summary>
internal static class DemoCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var off = new Option<bool>("--off") { Description = "The sandbox world no longer sells, packs or delivers for the demo company.", Required = true };
        var command = new Command("demo", "Switch the demo's sandbox world off.") { off, common.Json };
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(common.Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        await using var scope = services.CreateAsyncScope();
        var switched = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().Where(company => company.IsDemo)
            .ExecuteUpdateAsync(set => set.SetProperty(company => company.IsDemo, false), ct);
        Output.Write(json, new { companies = switched }, [switched == 0 ? "No company is in the demo." : "The sandbox world leaves the demo company alone from the next start on."]);
        return 0;
    }
}
