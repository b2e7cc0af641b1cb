using System.CommandLine;
using System.Globalization;
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
        var command = new Command("add", "Add a cell; its database gets the tables, denied parties and exchange rates.") { code, address, region, closed, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var json = parse.GetValue(common.Json);
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var name = parse.GetValue(code) ?? "";
            var added = await services.GetRequiredService<CellDirectory>().AddAsync(name, parse.GetValue(region) ?? "", parse.GetValue(address) ?? "", !parse.GetValue(closed), ct);
            if (added.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
            Output.Write(json, new { cell = name }, [$"The cell {name} is ready. Place companies in it with: tenants place COMPANY {name}, or tenants move COMPANY {name}."]);
            return 0;
        });
        return command;
    }

    private static Command List(ModuleList modules, CommonOptions common)
    {
        var command = new Command("list", "All cells with their regions and the number of their companies.") { common.Json };
        command.SetAction(async (parse, ct) =>
        {
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            Show(parse.GetValue(common.Json), await SeenAsync(services, [], ct));
            return 0;
        });
        return command;
    }

    private static Command Check(ModuleList modules, CommonOptions common)
    {
        var mend = new Option<bool>("--mend") { Description = "Give every cell that answers what it lacks of what all companies share." };
        var command = new Command("check", "Ask every cell, and compare what all companies share, such as denied parties, row by row; exits with 1 when one does not answer or has other rows than the home.") { mend, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var shared = services.GetRequiredService<SharedData>();
            var cells = await SeenAsync(services, parse.GetValue(mend) ? await shared.BringAsync(comparesAll: true, ct) : await shared.CompareAsync(ct), ct);
            Show(parse.GetValue(common.Json), cells);
            return cells.TrueForAll(cell => cell.IsInOrder) ? 0 : 1;
        });
        return command;
    }

    private static void Show(bool json, List<Seen> cells) => Output.Write(
        json,
        new { cells = cells.Select(seen => new { code = seen.Cell.Code, region = seen.Cell.Region, open = seen.Cell.IsOpen, answers = seen.Answers, companies = seen.Companies, shared = seen.Word, differences = seen.Shared?.Differences ?? [] }) },
        [
            Line("cell", "region", "answers", "open", "companies", "shared data"),
            .. cells.SelectMany(seen => (seen.Shared?.Differences ?? []).Select(difference => "  " + difference)
                .Prepend(Line(seen.Cell.Code, seen.Cell.Region, seen.Answers ? "yes" : "NO", seen.Cell.IsOpen ? "yes" : "no", seen.Companies.ToString(CultureInfo.InvariantCulture), seen.Word))),
        ]);

    private static string Line(string code, string region, string answers, string open, string companies, string shared) => $"{code,-16} {region,-8} {answers,-8} {open,-5} {companies,9}  {shared}";

    private static async Task<List<Seen>> SeenAsync(IServiceProvider services, IReadOnlyList<CellShared> compared, CancellationToken ct)
    {
        var companies = await services.GetRequiredService<CellDirectory>().HereAsync(ct);
        return [.. services.GetRequiredService<Databases>().Cells.Select(cell => new Seen(cell, companies.Count(company => company.Cell == cell.Code), compared.FirstOrDefault(one => one.Cell == cell.Code), services.GetRequiredService<SharedData>().IsBehind(cell)))];
    }

    /// <param name="Shared">Null where nothing was compared.</param>
    private sealed record Seen(Cell Cell, int Companies, CellShared? Shared, bool IsBehind)
    {
        public bool Answers => Cell.IsHome || !Cell.IsAway;

        public bool IsInOrder => Answers && Shared is null or { IsSame: true };

        /// <summary>How its denied parties and exchange rates stand to the home's.</summary>
        public string Word => Cell.IsHome ? "is what counts" : !Answers ? "not known" : Shared switch
        {
            null => IsBehind ? "behind" : "the home's",
            { Failure: { } why } => why,
            { Rows: > 0, Differences.Count: 0 } given => string.Create(CultureInfo.InvariantCulture, $"was given {given.Rows:N0} rows"),
            { IsSame: true } => "the same, row by row",
            _ => "BEHIND; run cells check --mend where a server does not mend it by itself",
        };
    }
}
