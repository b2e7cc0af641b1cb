using System.CommandLine;
using System.Globalization;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Data.Moving;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Which company lives where, and moving one while it works.</summary>
internal static class TenantsCommand
{
    public static Command Build(ModuleList modules, CommonOptions common) =>
        new("tenants", "Companies, and the cells that they live in.") { List(modules, common), Place(modules, common), Move(modules, common), Pin(modules, common) };

    private static Command List(ModuleList modules, CommonOptions common)
    {
        var command = new Command("list", "All companies with their cells.") { common.Json };
        command.SetAction(async (parse, ct) =>
        {
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var all = await services.GetRequiredService<CellDirectory>().CompaniesAsync(ct);
            Output.Write(
                parse.GetValue(common.Json), new { tenants = all.Select(company => new { id = company.Id.Value, code = company.Code, name = company.Name, cell = company.Cell, region = company.Region, movedTo = company.MovedTo }) },
                all.Select(company => $"{company.Code,-16} {(company.MovedTo is null ? company.Cell : $"moved to {company.MovedTo}"),-16} {company.Region,-8} {company.Name}"));
            return 0;
        });
        return command;
    }

    private static Command Place(ModuleList modules, CommonOptions common)
    {
        var (code, cell) = Arguments();
        var name = new Option<string?>("--name") { Description = "The company's name; its code without it." };
        var currency = new Option<string>("--currency") { Description = "Currency of its books.", DefaultValueFactory = _ => "EUR" };
        var region = new Option<string?>("--region") { Description = "Where its data must stay; it can then be placed nowhere else." };
        var command = new Command("place", "Found a company in a cell, with an administrator.") { code, cell, name, currency, region, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var json = parse.GetValue(common.Json);
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var company = parse.GetValue(code) ?? "";
            var founded = await services.GetRequiredService<CellDirectory>().FoundAsync(company, parse.GetValue(name) ?? company, parse.GetValue(currency) ?? "EUR", parse.GetValue(cell) ?? "", parse.GetValue(region), ct);
            if (founded.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

            var password = Chance.Secret(12);
            await using var scope = services.As(founded.Value, "founding");
            var created = await scope.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateAdministratorAsync(founded.Value, "admin", password, ct);
            if (created.Problem is { } weak) return Output.Fail(json, weak.Message.ToString());
            Output.Write(json, new { tenant = company, cell = parse.GetValue(cell), userName = "admin", password }, [$"Founded {company} in {parse.GetValue(cell)}. Sign in as admin with the password {password} (shown only now)."]);
            return 0;
        });
        return command;
    }

    private static Command Pin(ModuleList modules, CommonOptions common)
    {
        var code = new Argument<string>("company") { Description = "Code of the company." };
        var region = new Argument<string?>("region") { Description = "Where its data must stay; nothing where it does not matter any more.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("pin", "Say in which region a company's data must stay.") { code, region, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var json = parse.GetValue(common.Json);
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var pinned = await services.GetRequiredService<CellDirectory>().PinAsync(parse.GetValue(code) ?? "", parse.GetValue(region), ct);
            if (pinned.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
            Output.Write(json, new { region = parse.GetValue(region) }, ["Noted."]);
            return 0;
        });
        return command;
    }

    private static Command Move(ModuleList modules, CommonOptions common)
    {
        var (code, cell) = Arguments();
        var abandon = new Option<bool>("--abandon") { Description = "Give up a move to this cell that was begun." };
        var purge = new Option<bool>("--purge") { Description = "Afterwards remove what the company left behind in the old cell." };
        var command = new Command("move", "Move a company to another cell while it works; cut off, the same command goes on.") { code, cell, abandon, purge, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var json = parse.GetValue(common.Json);
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var directory = services.GetRequiredService<CellDirectory>();
            var placing = new CompanyPlacing(services.GetRequiredService<Databases>(), directory, TimeProvider.System, Tell);
            var (company, to) = (parse.GetValue(code) ?? "", parse.GetValue(cell) ?? "");
            if (parse.GetValue(abandon))
            {
                if ((await placing.AbandonAsync(company, to, ct)).Problem is { } kept) return Output.Fail(json, kept.Message.ToString());
                Output.Write(json, new { abandoned = true }, ["Given up: the company goes on where it was."]);
                return 0;
            }

            var old = (await directory.FindAsync(company, ct)) is { IsOk: true } found ? found.Value.Cell : "";
            var moved = await placing.RunAsync(company, to, ct);
            if (moved.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
            if (parse.GetValue(purge) && old != to && (await placing.PurgeAsync(company, old, ct)).Problem is { } left) return Output.Fail(json, left.Message.ToString());
            var report = moved.Value;
            Output.Write(
                json,
                new { tenant = company, from = old, to, rows = report.Rows, seconds = report.Seconds, rowsPerSecond = report.RowsPerSecond, frozenMilliseconds = report.FrozenMilliseconds, verified = report.Verified, notes = report.Notes },
                [string.Create(CultureInfo.InvariantCulture, $"{company} lives in {to}: {report.Rows:N0} rows in {report.Seconds:N1} s; it stood still for {report.FrozenMilliseconds:N0} ms"), .. report.Notes]);
            return 0;
        });
        return command;
    }

    private static (Argument<string> Company, Argument<string> Cell) Arguments() =>
        (new("company") { Description = "Code of the company." }, new("cell") { Description = "Code of the cell; home is the database that the server is started with." });

    private static void Tell(MoveStep step) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step.Phase,-8} {step.Table}{(step.Rows > 0 ? $" {step.Rows:N0} rows" : "")}"));
}
