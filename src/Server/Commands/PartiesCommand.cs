using System.CommandLine;
using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Imports denied-party lists from their publishers' files. They hold for every company, in whichever cell it lives.</summary>
internal static class PartiesCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var folder = new Argument<string>("folder") { Description = "Folder with sdn.csv, alt.csv, add.csv; cons_prim.csv, cons_alt.csv, cons_add.csv; dpl.txt; the UN's consolidated.xml; whichever are there." };
        var dated = new Option<DateOnly?>("--dated") { Description = "Day of the editions whose files do not tell it, as 2026-11-22.", HelpName = "DAY" };
        var import = new Command("import", "Import the lists of a folder; the same files again change nothing.") { folder, dated, common.Json };
        import.SetAction((parse, ct) => ImportAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(folder) ?? "", parse.GetValue(dated), parse.GetValue(common.Json), ct));
        return new Command("parties", "Denied-party lists, which every buyer is compared with.") { import };
    }

    private static async Task<int> ImportAsync(ModuleList modules, RunOptions options, string folder, DateOnly? dated, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        var company = await FirstCompany.EnsureAsync(
            services, Founding.Empty,
            administrator => Console.Error.WriteLine($"Founded the first company. Sign in as {administrator.UserName} with the password {administrator.Password} (shown only now)."), ct);

        await using var scope = services.As(company.Id, "command line");
        var imported = await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportAsync(folder, dated, ct);
        if (imported.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

        var cells = await services.GetRequiredService<SharedData>().BringAsync(comparesAll: false, ct);
        Output.Write(json, new { lists = imported.Value, cells = cells.Select(cell => new { cell = cell.Cell, rows = cell.Rows, failure = cell.Failure }) }, [.. imported.Value.Select(Line), .. cells.Select(Line)]);
        return 0;
    }

    private static string Line(CellShared cell) => cell.Failure is { } why
        ? $"cell {cell.Cell}: {why}. The server gives it the lists when it can; until then its orders wait"
        : $"cell {cell.Cell}: {(cell.Rows > 0 ? $"was given {cell.Rows:N0} rows" : "has them")}";

    private static string Line(PartyListImported list) => list.IsNew
        ? $"{list.List}: {list.Title}, {Day(list.Dated)}: {list.Entries:N0} parties with {list.Names:N0} names; {list.Added:N0} added, {list.Changed:N0} changed, {list.Removed:N0} removed"
        : $"{list.List}: {list.Title}, {Day(list.Dated)}: known already, nothing was changed";

    private static string Day(DateOnly? day) => day is { } dated ? $"edition of {dated.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "edition without a date";
}
