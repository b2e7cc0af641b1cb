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
        var command = new Command("backup", "Back up the database and keys, also while the server runs.") { options.To, options.KeyFile, check, keep, keepDays, dryRun, options.ScratchFolder, common.Json };
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
        var secret = options.Secret(parse);
        using var scratch = options.Scratch(parse);
        var started = TimeProvider.System.GetTimestamp();
        var manifest = await new MakeBackup(new(run.Database, run.KeysFolder, OtlpExport.Version), secret, TimeProvider.System).RunAsync(places, scratch.Folder, ct);
        var took = TimeProvider.System.GetElapsedTime(started);
        var lines = new List<string> { $"backup {manifest.Id} of {manifest.TakenAt:u}: {manifest.Rows.Values.Sum():N0} rows in {manifest.Rows.Count} tables, {manifest.Companies:N0} companies, {BackupOptions.Size(manifest.StoredBytes)} in {took.TotalSeconds:0.0} s, put in {string.Join(" and ", places.Select(place => place.Where))}" };

        DrillResult? drill = null;
        if (isChecked || rule is not null)
        {
            drill = await CheckAsync(modules, options, parse, places[0], secret, manifest, null, scratch.Folder, ct);
            foreach (var other in places.Skip(1)) await new RestoreBackup(other, secret).CompareAsync(manifest, ct);
            lines.AddRange(BackupLookCommands.Lines(drill));
            if (drill.Wrong.Count == 0)
                foreach (var place in places) await Backups.MarkCheckedAsync(place, manifest.Id, new(TimeProvider.System.GetUtcNow().UtcDateTime, drill.RestoreTook.TotalSeconds, manifest.Rows.Values.Sum()), scratch.Folder, ct);
        }

        var removed = new List<object>();
        if (rule is not null && drill is { Wrong.Count: > 0 }) lines.Add("nothing was removed: the new backup is not right");
        else if (rule is not null)
            foreach (var place in places)
            {
                var gone = await Retention.ApplyAsync(place, rule, TimeProvider.System.GetUtcNow().UtcDateTime, isDryRun, ct);
                removed.AddRange(gone.Select(id => new { place = place.Where, id }));
                lines.AddRange(gone.Select(id => $"{(isDryRun ? "would remove" : "removed")} {id} from {place.Where}"));
            }

        var ok = drill is null or { Wrong.Count: 0 };
        Output.Write(parse.GetValue(options.Common.Json), new
        {
            ok,
            backup = manifest.Id,
            takenAt = manifest.TakenAt,
            seconds = Math.Round(took.TotalSeconds, 3),
            bytes = manifest.StoredBytes,
            rows = manifest.Rows.Values.Sum(),
            companies = manifest.Companies,
            places = places.Select(place => place.Where),
            check = drill is null ? null : BackupLookCommands.Answer(drill),
            removed,
        }, lines);
        return ok ? 0 : 1;
    }

    public static async Task<DrillResult> CheckAsync(ModuleList modules, BackupOptions options, ParseResult parse, IBackupPlace place, BackupSecret secret, BackupManifest manifest, string? into, string scratch, CancellationToken ct)
    {
        var database = options.Common.Read(parse, isDemo: false).Database;
        return await new Drill(place, secret, database, TimeProvider.System, async (address, keys, token) =>
            [.. (await BackupOptions.LookAsync(modules, address, keys, token)).Where(check => !check.Ok).SelectMany(check => check.Lines())])
            .RunAsync(manifest, into, await BackupOptions.NewestSchemaAsync(modules, database), scratch, ct);
    }

    private static KeepRule? Rule(string? keep, int days)
    {
        if (keep is null && days < 1) return null;
        return (keep is null ? new KeepRule(0, 0, 0, 0) : KeepRule.Parse(keep)) with { AllForDays = Math.Max(days, 0) };
    }
}
