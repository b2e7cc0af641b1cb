using System.CommandLine;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Which company lives where.</summary>
internal static class TenantsCommand
{
    public static Command Build(ModuleList modules, CommonOptions common) =>
        new("tenants", "Companies, and the cells that they live in.") { List(modules, common), Place(modules, common), TenantsMoveCommand.Move(modules, common), TenantsMoveCommand.Purge(modules, common), Pin(modules, common) };

    private static Command List(ModuleList modules, CommonOptions common)
    {
        var command = new Command("list", "All companies with their cells.") { common.Json };
        command.SetAction(async (parse, ct) =>
        {
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var all = await services.GetRequiredService<CellDirectory>().CompaniesAsync(ct);
            var region = (PlacedCompany company) => company.Region is { } kept ? kept : "any";
            Output.Write(
                parse.GetValue(common.Json), new { tenants = all.Select(company => new { id = company.Id.Value, code = company.Code, name = company.Name, cell = company.Cell, region = company.Region, movedTo = company.MovedTo }) },
                all.Select(company => $"{company.Code,-16} {(company.MovedTo is null ? company.Cell : $"moved to {company.MovedTo}"),-16} {region(company),-8} {company.Name}").Prepend($"{"company",-16} {"cell",-16} {"region",-8} name"));
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
            Output.Write(json, new { region = parse.GetValue(region) }, [parse.GetValue(region) is { } kept ? $"The data of {parse.GetValue(code)} stays in {kept}: it can be placed in cells of that region only." : $"The data of {parse.GetValue(code)} may lie in any region."]);
            return 0;
        });
        return command;
    }

    public static (Argument<string> Company, Argument<string> Cell) Arguments() =>
        (new("company") { Description = "Code of the company." }, new("cell") { Description = "Code of the cell; home is the database that the server is started with." });
}
