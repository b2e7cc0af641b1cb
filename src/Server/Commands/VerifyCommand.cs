using System.CommandLine;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Verification;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Checks every promise on a database and says what is wrong, with numbers to find it by.</summary>
internal static class VerifyCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var command = new Command("verify", "Check every promise on the database, also while the server runs; exits with 1 when one is broken.") { common.Json };
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(common.Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, bool json, CancellationToken ct)
    {
        if (options.DatabaseAddress is null && !File.Exists(options.DatabasePath)) return Output.Fail(json, $"There is no database in {options.DataFolder}. Name another folder with --data.");

        await using var services = await Services.ForCommandAsync(modules, options, ct);
        var checks = await VerifyDatabase.RunAsync(services, ct);
        var ok = checks.All(check => check.Ok);
        Output.Write(
            json,
            new { ok, checks = checks.Select(check => new { name = check.Name, ok = check.Ok, examined = check.Examined, wrongCount = check.Count, wrong = check.Wrong, skipped = check.Skipped }) },
            checks.SelectMany(check => check.Lines()));
        return ok ? 0 : 1;
    }
}
