using System.CommandLine;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>The databases that companies may live in beside the home.</summary>
internal static class CellsCommand
{
    public static Command Build(ModuleList modules, CommonOptions common) =>
        new("cells", "Databases that companies may live in, beside the one that the server is started with.") { Add(modules, common), List(modules, common), Check(modules, common) };

    private static Command Add(ModuleList modules, CommonOptions common)
    {
        var code = new Argument<string>("code") { Description = "What the cell is called." };
        var address = new Option<string>("--address") { Description = "sqlite:FILE or a PostgreSQL connection string; stored sealed.", HelpName = "ADDRESS", Required = true };
        address.Validators.Add(CommonOptions.CheckAddress);
        var region = new Option<string>("--region") { Description = "Where its machine stands, such as eu or cn.", DefaultValueFactory = _ => "" };
        var closed = new Option<bool>("--closed") { Description = "No company may be placed there." };
        var command = new Command("add", "Add a cell; its database gets the tables.") { code, address, region, closed, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var json = parse.GetValue(common.Json);
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var name = parse.GetValue(code) ?? "";
            var added = await services.GetRequiredService<CellDirectory>().AddAsync(name, parse.GetValue(region) ?? "", parse.GetValue(address) ?? "", !parse.GetValue(closed), ct);
            if (added.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
            Output.Write(json, new { cell = name }, [$"The cell {name} is ready."]);
            return 0;
        });
        return command;
    }

    private static Command List(ModuleList modules, CommonOptions common)
    {
        var command = new Command("list", "All cells with their regions and the number of their companies.") { common.Json };
        command.SetAction((parse, ct) => ShowAsync(modules, common, parse, mustAnswer: false, ct));
        return command;
    }

    private static Command Check(ModuleList modules, CommonOptions common)
    {
        var command = new Command("check", "Ask every cell; exits with 1 when one does not answer.") { common.Json };
        command.SetAction((parse, ct) => ShowAsync(modules, common, parse, mustAnswer: true, ct));
        return command;
    }

    private static async Task<int> ShowAsync(ModuleList modules, CommonOptions common, ParseResult parse, bool mustAnswer, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
        var companies = await services.GetRequiredService<CellDirectory>().HereAsync(ct);
        var cells = services.GetRequiredService<Databases>().Cells.Select(cell => new { code = cell.Code, region = cell.Region, open = cell.IsOpen, answers = cell.IsHome || !cell.IsAway, companies = companies.Count(company => company.Cell == cell.Code) }).ToList();
        Output.Write(parse.GetValue(common.Json), new { cells }, cells.Select(cell => $"{cell.code,-16} {cell.region,-8} {(cell.answers ? "answers" : "AWAY"),-8} {(cell.open ? "" : "closed "),-7}{cell.companies} companies"));
        return mustAnswer && cells.Exists(cell => !cell.answers) ? 1 : 0;
    }
}
