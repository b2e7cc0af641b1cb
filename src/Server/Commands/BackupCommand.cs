using System.CommandLine;
using Entrepot.Kernel;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Makes a backup while the server runs, proves it by restoring it, and lets old ones go.</summary>
internal static class BackupCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var options = new BackupOptions(common);
        var check = new Option<bool>("--check") { Description = "Restore it into a throw-away place and verify it there." };
        var keep = new Option<string?>("--keep") { Description = "Afterwards remove all but the newest of each of so many days, weeks and months, e.g. 7d,4w,12m. Checks first.", HelpName = "RULE" };
        var keepDays = new Option<int>("--keep-days") { Description = "Afterwards remove what is older than so many days. Checks first.", HelpName = "N" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what --keep would remove, and remove nothing." };
        var command = new Command("backup", "Back up the database and keys, also while the server runs.") { options.To, options.KeyFile, check, keep, keepDays, dryRun, options.IsCell, options.ScratchFolder, common.Json };
        command.SetAction((parse, ct) => options.TryAsync(parse, async () =>
        {
            var places = (parse.GetValue(options.To) ?? []).Select(BackupPlaces.Of).ToList();
            if (places.Count == 0) throw new BackupException("Name a place with --to.");
            var rule = Rule(parse.GetValue(keep), parse.GetValue(keepDays));
            return await MakeAsync(modules, options, parse, places, parse.GetValue(check), rule, parse.GetValue(dryRun), ct);
        }));

        command.Subcommands.Add(BackupLookCommands.List(options));
        command.Subcommands.Add(BackupLookCommands.Drill(modules, options));
        command.Subcommands.Add(BackupLookCommands.Key(common));
        return command;
    }

    private static async Task<int> MakeAsync(ModuleList modules, BackupOptions options, ParseResult parse, List<IBackupPlace> places, bool isChecked, KeepRule? rule, bool isDryRun, CancellationToken ct)
    {
        var run = options.Common.Read(parse, isDemo: false);
        using var scratch = options.Scratch(parse);
        var done = await new BackupJob(new(run.Database, run.KeysFolder, OtlpExport.Version, parse.GetValue(options.IsCell)), options.Secret(parse), new RestoredLook(modules), TimeProvider.System).RunAsync(new(places, isChecked, rule, isDryRun), scratch.Folder, ct);
        var (manifest, drill) = (done.Manifest, done.Drill);
        Output.Write(
            parse.GetValue(options.Common.Json),
            new
            {
                ok = done.IsGood,
                backup = manifest.Id,
                takenAt = manifest.TakenAt,
                seconds = Math.Round(done.Took.TotalSeconds, 3),
                bytes = manifest.StoredBytes,
                rows = manifest.Rows.Values.Sum(),
                companies = manifest.Companies,
                places = places.Select(place => place.Where),
                check = drill is null ? null : BackupLookCommands.Answer(drill),
                removed = done.Removed.Select(gone => new { place = gone.Place.Where, id = gone.Id }),
            },
            [
                $"backup {manifest.Id} of {manifest.TakenAt:u}: {manifest.Rows.Values.Sum():N0} rows in {manifest.Rows.Count} tables, {manifest.Companies:N0} companies, {BackupOptions.Size(manifest.StoredBytes)} in {done.Took.TotalSeconds:0.0} s, put in {string.Join(" and ", places.Select(place => place.Where))}",
                .. drill is null ? [] : BackupLookCommands.Lines(drill),
                .. rule is not null && !done.IsGood ? ["nothing was removed: the new backup is not right"] : Array.Empty<string>(),
                .. done.Removed.Select(gone => $"{(isDryRun ? "would remove" : "removed")} {gone.Id} from {gone.Place.Where}"),
            ]);
        return done.IsGood ? 0 : 1;
    }

    private static KeepRule? Rule(string? keep, int days)
    {
        if (keep is null && days < 1) return null;
        return (keep is null ? new KeepRule(0, 0, 0, 0) : KeepRule.Parse(keep)) with { AllForDays = Math.Max(days, 0) };
    }
}
