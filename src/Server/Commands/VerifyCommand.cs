using System.CommandLine;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Verification;
using Entrepot.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Server.Commands;

/// <summary>Checks every promise on a database and says what is wrong, with numbers to find it by.</summary>
internal static class VerifyCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var command = new Command("verify", "Check every promise on the database; exits with 1 when one is broken.") { common.Json };
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(common.Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, bool json, CancellationToken ct)
    {
        if (options.DatabaseAddress is null && !File.Exists(options.DatabasePath)) return Output.Fail(json, $"There is no database in {options.DataFolder}. Name another folder with --data.");

        await using var services = await Services.ForCommandAsync(modules, options, ct);
        var results = new List<VerificationResult>();
        foreach (var company in await CompaniesAsync(services, ct))
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company.Id, "verify");
            foreach (var verification in scope.ServiceProvider.GetServices<IVerification>()) results.Add(await verification.RunAsync(ct));
        }

        var checks = results.GroupBy(result => result.Name).Select(group => new
        {
            name = group.Key,
            ok = group.All(result => result.Holds),
            examined = group.Sum(result => result.Examined),
            wrong = group.SelectMany(result => result.Wrong).ToList(),
        }).ToList();
        var ok = checks.All(check => check.ok);
        Output.Write(json, new { ok, checks }, checks.Select(check => $"{(check.ok ? "ok   " : "WRONG")} {check.name} ({check.examined:N0} examined){string.Concat(check.wrong.Select(wrong => $"\n      {wrong}"))}"));
        return ok ? 0 : 1;
    }

    private static async Task<List<Tenant>> CompaniesAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().ToListAsync(ct);
    }
}
