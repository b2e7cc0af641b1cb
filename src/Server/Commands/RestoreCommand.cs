using System.CommandLine;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Restores a backup into an empty place, brings it to this program's schema and checks every promise there.</summary>
internal static class RestoreCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var options = new BackupOptions(common);
        var into = new Option<string>("--into") { Description = "A folder for the embedded database, or the connection string of a PostgreSQL database, which is made if it is not there.", HelpName = "TARGET", Required = true };
        var overwrite = new Option<bool>("--overwrite") { Description = "The target may hold something: it goes. The server must be stopped." };
        var confirmation = new Confirmation();
        var command = new Command("restore", "Restore a backup and verify it.") { options.From, options.Id, options.KeyFile, into, overwrite, confirmation.Yes, options.IsCell, options.ScratchFolder, common.Json };
        command.SetAction((parse, ct) => parse.GetValue(overwrite) && !confirmation.IsGiven(parse, parse.GetValue(common.Json), $"What is in {Plain(parse.GetValue(into) ?? "")} goes.")
            ? Task.FromResult(Output.Fail(parse.GetValue(common.Json), "Nothing was done."))
            : options.TryAsync(parse, () => RunAsync(modules, options, parse, parse.GetValue(into) ?? "", parse.GetValue(overwrite), ct)));
        return command;
    }

    private static string Plain(string into) => into.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? Platform.Data.Moving.MoveChecks.PlaceOf(into) : into;

    private static async Task<int> RunAsync(ModuleList modules, BackupOptions options, ParseResult parse, string into, bool overwrite, CancellationToken ct)
    {
        var isFolder = !into.Contains("Host=", StringComparison.OrdinalIgnoreCase) && !into.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase);
        var address = isFolder ? "sqlite:" + Path.Combine(Path.GetFullPath(into), "entrepot.db") : into;
        var keys = Path.Combine(isFolder ? Path.GetFullPath(into) : options.Common.Read(parse, isDemo: false).DataFolder, "keys");
        var place = BackupPlaces.Of(parse.GetValue(options.From) ?? "");
        var secret = options.Secret(parse);
        var manifest = await Backups.FindAsync(place, parse.GetValue(options.Id), secret, ct);
        using var scratch = options.Scratch(parse);
        var started = TimeProvider.System.GetTimestamp();
        await new RestoreBackup(place, secret).RunAsync(manifest, new(address, keys, overwrite, await new RestoredLook(modules).NewestSchemaAsync(address)), scratch.Folder, ct);
        var took = TimeProvider.System.GetElapsedTime(started);
        var checks = await new RestoredLook(modules).VerifyAsync(address, keys, parse.GetValue(options.IsCell), ct);
        var ok = checks.All(check => check.Ok);
        Output.Write(parse.GetValue(options.Common.Json), new
        {
            ok,
            backup = manifest.Id,
            takenAt = manifest.TakenAt,
            seconds = Math.Round(took.TotalSeconds, 3),
            companies = manifest.Companies,
            rows = manifest.Rows,
            wrong = checks.SelectMany(check => check.Wrong),
        },
        [
            $"restored {manifest.Id}, the state of {manifest.TakenAt:u}, in {took.TotalSeconds:0.0} s: {manifest.Companies:N0} companies, {manifest.Rows.Values.Sum():N0} rows, each counted",
            .. manifest.Rows.Where(table => table.Value > 0).Select(table => $"  {table.Value,12:N0}  {table.Key}"),
            .. checks.SelectMany(check => check.Lines()),
            .. File.Exists(Path.Combine(keys, "master.key")) ? Array.Empty<string>() : [$"Before the server starts, put the installation's master key there as {Path.Combine(keys, "master.key")}, or give it as Entrepot__MasterKey: backups do not hold it."],
        ]);
        return ok ? 0 : 1;
    }
}
