using System.CommandLine;
using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Data.Moving;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security.Keys;
using Entrepot.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Server.Commands;

/// <summary>Moves companies from one database to another, such as from the embedded one to PostgreSQL, and compares every row.</summary>
internal static class MoveCommand
{
    private sealed record Request(string From, string To, string? Company, bool Keeps, bool Abandons, string? ToData);

    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var from = Address("--from", "Where the company is: sqlite:FILE or a PostgreSQL connection string.");
        var to = Address("--to", "Where it goes. An empty database gets the tables.");
        var company = new Option<string?>("--company") { Description = "Code of the company; all companies without it.", HelpName = "CODE" };
        var keep = new Option<bool>("--keep") { Description = "Copy only: the company goes on at the source too." };
        var abandon = new Option<bool>("--abandon") { Description = "Give up a move that was begun: the source goes on and the target forgets what it was given." };
        var toData = new Option<string?>("--to-data") { Description = "Data folder of the target, where it is another one: keys of stored secrets and files of uploads are copied there.", HelpName = "DIR" };
        var command = new Command("move", "Move a company to another database; cut off, the same command goes on. Exits with 1 unless every row was found the same.") { from, to, company, keep, abandon, toData, common.Json };
        command.SetAction((parse, ct) =>
        {
            var request = new Request(parse.GetValue(from) ?? "", parse.GetValue(to) ?? "", parse.GetValue(company), parse.GetValue(keep), parse.GetValue(abandon), parse.GetValue(toData));
            return RunAsync(modules, common.Read(parse, isDemo: false), request, parse.GetValue(common.Json), ct);
        });
        return command;
    }

    private static Option<string> Address(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "ADDRESS", Required = true };
        option.Validators.Add(CommonOptions.CheckAddress);
        return option;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, Request request, bool json, CancellationToken ct)
    {
        var (source, target) = (MoveChecks.PlaceOf(request.From), MoveChecks.PlaceOf(request.To));
        if (source == target) return Output.Fail(json, "Source and target are the same database.");

        await using var from = Services.Unprepared(modules, options with { DatabaseAddress = request.From });
        await using var to = Services.Unprepared(modules, options with { DatabaseAddress = request.To, DataFolder = request.ToData is { } folderThere ? Path.GetFullPath(folderThere) : options.DataFolder });
        if (await MoveChecks.SourceAsync(from, source, ct) is { } unfit) return Output.Fail(json, unfit.Message.ToString());
        if (await MoveChecks.TargetAsync(to, target, ct) is { } unready) return Output.Fail(json, unready.Message.ToString());
        await DatabaseSetup.PrepareAsync(from, ct);
        await DatabaseSetup.PrepareAsync(to, ct);
        InstallationKeys.Carry(from, to);

        var telling = MoveTelling.OnErrorStream();
        var move = new CompanyMove(new(from.CreateAsyncScope, source), new(to.CreateAsyncScope, target), telling.Tell, TimeProvider.System);
        var reports = new List<MoveReport>();
        foreach (var code in request.Company is { } one ? [one] : await CodesAsync(from, ct))
        {
            if (request.Abandons)
            {
                if ((await move.AbandonAsync(code, ct)).Problem is { } refused) return Output.Fail(json, refused.Message.ToString());
                continue;
            }

            var moved = await move.RunAsync(code, request.Keeps, ct);
            if (moved.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
            reports.Add(moved.Value);
        }

        telling.End();
        var files = request.ToData is { } folder && !request.Abandons ? DataFiles.Copy(options.DataFolder, folder) : 0;
        return Write(json, reports, files, request);
    }

    private static int Write(bool json, List<MoveReport> reports, int files, Request request)
    {
        var (rows, seconds) = (reports.Sum(report => report.Rows), reports.Sum(report => report.Seconds));
        var verified = reports.All(report => report.Verified);
        var tables = reports.SelectMany(report => report.Tables.Select(table => new { company = report.Company, table = table.Table, rows = table.Rows, checksum = table.Checksum })).ToList();
        var differences = reports.SelectMany(report => report.Tables.Where(table => !table.IsSame).SelectMany(table => table.DifferingKeys.Select(key => new { company = report.Company, table = table.Table, key }))).ToList();
        var secrets = request.ToData is null ? "The target works with the same data folder: stored secrets open with the master key in it, or with that of the environment." : $"Stored secrets open with the master key in {request.ToData}, or with that of the environment.";
        var answer = new
        {
            companies = reports.Select(report => report.Company),
            tables,
            rows,
            seconds = Math.Round(seconds, 3),
            rowsPerSecond = seconds > 0 ? Math.Round(rows / seconds) : 0,
            frozenMilliseconds = reports.Sum(report => report.FrozenMilliseconds),
            verified,
            differences,
            files,
            secrets,
            notes = reports.SelectMany(report => report.Notes).Distinct(StringComparer.Ordinal),
        };
        if (request.Abandons) Output.Write(json, new { abandoned = true }, ["Given up: the company goes on at the source."]);
        else Output.Write(json, answer, [
            string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", reports.Select(report => report.Company))}: {rows:N0} rows of {tables.Count(table => table.rows > 0)} tables in {seconds:N1} s, {answer.rowsPerSecond:N0} rows/s; {(verified ? "every row was compared and is the same" : "NOT the same; nothing was switched")}"),
            string.Create(CultureInfo.InvariantCulture, $"stood still for {answer.frozenMilliseconds:N0} ms"),
            secrets,
            .. differences.Select(difference => $"  {difference.table} {difference.key}"),
            .. answer.notes,
        ]);
        return verified ? 0 : 1;
    }

    private static async Task<List<string>> CodesAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().OrderBy(company => company.Code).Select(company => company.Code).ToListAsync(ct);
    }
}
