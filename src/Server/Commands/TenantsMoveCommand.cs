using System.CommandLine;
using System.Globalization;
using Entrepot.Platform.Data;
using Entrepot.Platform.Data.Moving;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Moves a company from one cell to another while it works, and removes what it left behind.</summary>
internal static class TenantsMoveCommand
{
    public static Command Move(ModuleList modules, CommonOptions common)
    {
        var (code, cell) = TenantsCommand.Arguments();
        var abandon = new Option<bool>("--abandon") { Description = "Give up a move to this cell that was begun." };
        var purge = new Option<bool>("--purge") { Description = "Afterwards remove what the company left behind in the old cell." };
        var confirmation = new Confirmation();
        var command = new Command("move", "Move a company to another cell while it works; cut off, the same command goes on.") { code, cell, abandon, purge, confirmation.Yes, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var json = parse.GetValue(common.Json);
            var (company, to) = (parse.GetValue(code) ?? "", parse.GetValue(cell) ?? "");
            if (parse.GetValue(abandon) && !confirmation.IsGiven(parse, json, $"What has been copied to {to} goes, and {company} stays where it is.")) return Output.Fail(json, "Nothing was done.");
            if (parse.GetValue(purge) && !confirmation.IsGiven(parse, json, $"{company} moves to {to}, and its rows in the old cell go for good.")) return Output.Fail(json, "Nothing was done.");

            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var telling = MoveTelling.OnErrorStream();
            var placing = Placing(services, telling);
            if (parse.GetValue(abandon))
            {
                if ((await placing.AbandonAsync(company, to, ct)).Problem is { } kept) return Output.Fail(json, kept.Message.ToString());
                telling.End();
                Output.Write(json, new { abandoned = true }, ["Given up: the company goes on where it was."]);
                return 0;
            }

            var old = (await services.GetRequiredService<CellDirectory>().FindAsync(company, ct)) is { IsOk: true } found ? found.Value.Cell : "";
            var moved = await placing.RunAsync(company, to, ct);
            telling.End();
            if (moved.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
            if (parse.GetValue(purge) && old != to && (await placing.PurgeAsync(company, old, ct)).Problem is { } left) return Output.Fail(json, left.Message.ToString());
            telling.End();
            Write(json, moved.Value, company, old, to, parse.GetValue(purge));
            return 0;
        });
        return command;
    }

    public static Command Purge(ModuleList modules, CommonOptions common)
    {
        var (code, cell) = TenantsCommand.Arguments();
        var confirmation = new Confirmation();
        var command = new Command("purge", "Remove what a company left behind in a cell that it has moved away from.") { code, cell, confirmation.Yes, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var json = parse.GetValue(common.Json);
            var (company, old) = (parse.GetValue(code) ?? "", parse.GetValue(cell) ?? "");
            if (!confirmation.IsGiven(parse, json, $"What {company} left in {old} goes for good.")) return Output.Fail(json, "Nothing was done.");
            await using var services = await Services.ForCommandAsync(modules, common.Read(parse, isDemo: false), ct);
            var telling = MoveTelling.OnErrorStream();
            if ((await Placing(services, telling).PurgeAsync(company, old, ct)).Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
            telling.End();
            Output.Write(json, new { tenant = company, purged = old }, [$"Nothing of {company} is left in {old}."]);
            return 0;
        });
        return command;
    }

    private static CompanyPlacing Placing(IServiceProvider services, MoveTelling telling) =>
        new(services.GetRequiredService<Databases>(), services.GetRequiredService<CellDirectory>(), TimeProvider.System, telling.Tell);

    private static void Write(bool json, MoveReport report, string company, string old, string to, bool isPurged) => Output.Write(
        json,
        new { tenant = company, from = old, to, rows = report.Rows, seconds = report.Seconds, rowsPerSecond = report.RowsPerSecond, frozenMilliseconds = report.FrozenMilliseconds, verified = report.Verified, notes = report.Notes },
        [
            string.Create(CultureInfo.InvariantCulture, $"{company} lives in {to}: {report.Rows:N0} rows of {report.Tables.Count(table => table.Rows > 0)} tables in {report.Seconds:N1} s, {report.RowsPerSecond:N0} rows/s, each read back and compared"),
            string.Create(CultureInfo.InvariantCulture, $"it stood still for {report.FrozenMilliseconds:N0} ms"),
            .. isPurged || old.Length == 0 ? Array.Empty<string>() : [$"what it left in {old} stays until: tenants purge {company} {old}"],
            .. report.Notes,
        ]);
}
