using System.CommandLine;
using Entrepot.Kernel;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>What lies in a place, whether it can be restored, and the key for it.</summary>
internal static class BackupLookCommands
{
    public static Command List(BackupOptions options)
    {
        var command = new Command("list", "Which backups lie in a place, newest first.") { options.From, options.Common.Json };
        command.SetAction((parse, ct) => options.TryAsync(parse, async () =>
        {
            var place = BackupPlaces.Of(parse.GetValue(options.From) ?? "");
            var list = await Backups.ListAsync(place, ct);
            Output.Write(parse.GetValue(options.Common.Json), new
            {
                backups = list.Found.Select(backup => new
                {
                    backup = backup.Manifest.Id,
                    takenAt = backup.Manifest.TakenAt,
                    bytes = backup.Manifest.StoredBytes,
                    engine = backup.Manifest.Engine,
                    product = backup.Manifest.Product,
                    schema = backup.Manifest.Schema,
                    companies = backup.Manifest.Companies,
                    rows = backup.Manifest.Rows.Values.Sum(),
                    isChecked = backup.IsChecked,
                }),
                unreadable = list.Unreadable,
                unfinished = list.Unfinished,
            },
            [
                .. list.Found.Select(backup => $"{backup.Manifest.Id}  {BackupOptions.Size(backup.Manifest.StoredBytes),10}  {backup.Manifest.Engine}, {backup.Manifest.Companies:N0} companies, {backup.Manifest.Rows.Values.Sum():N0} rows{(backup.IsChecked ? ", checked" : "")}"),
                .. list.Unreadable.Select(id => $"{id}  its manifest cannot be read"),
                .. list.Unfinished.Select(id => $"{id}  was broken off: nothing can be restored from it"),
                .. list.Found.Count + list.Unreadable.Count + list.Unfinished.Count == 0 ? [$"There is no backup in {place.Where}."] : Array.Empty<string>(),
            ]);
            return 0;
        }));
        return command;
    }

    public static Command Drill(ModuleList modules, BackupOptions options)
    {
        var into = new Option<string?>("--into") { Description = "An empty database to restore into; it is removed afterwards. Default: one of its own, on the same server for PostgreSQL.", HelpName = "ADDRESS" };
        var command = new Command("drill", "Restore the newest backup into a throw-away place, verify it there, and say how long it took and what would have been lost.") { options.From, options.Id, options.KeyFile, into, options.IsCell, options.ScratchFolder, options.Common.Json };
        command.SetAction((parse, ct) => options.TryAsync(parse, async () =>
        {
            var place = BackupPlaces.Of(parse.GetValue(options.From) ?? "");
            var secret = options.Secret(parse);
            using var scratch = options.Scratch(parse);
            var manifest = await Backups.FindAsync(place, parse.GetValue(options.Id), secret, ct);
            var run = options.Common.Read(parse, isDemo: false);
            var drill = await new BackupJob(new(run.Database, run.KeysFolder, OtlpExport.Version, parse.GetValue(options.IsCell)), secret, new RestoredLook(modules), TimeProvider.System).CheckAsync(place, manifest, parse.GetValue(into), scratch.Folder, ct);
            Output.Write(parse.GetValue(options.Common.Json), Answer(drill), Lines(drill));
            return drill.Wrong.Count == 0 ? 0 : 1;
        }));
        return command;
    }

    public static Command Key(CommonOptions common)
    {
        var file = new Option<string>("--out") { Description = "The file to make; it must not be there yet.", HelpName = "FILE", Required = true };
        var command = new Command("key", "Make a key file. Keep a copy apart from the backups: without it nobody can open them.") { file, common.Json };
        command.SetAction(async (parse, ct) =>
        {
            var path = Path.GetFullPath(parse.GetValue(file) ?? "");
            if (File.Exists(path)) return Output.Fail(parse.GetValue(common.Json), $"{path} is there already. Backups made with it need it: name another file.");

            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var writer = new StreamWriter(path, options)) await writer.WriteLineAsync(Chance.Secret(32).AsMemory(), ct);
            Output.Write(parse.GetValue(common.Json), new { keyFile = path }, [$"{path} seals and opens backups. Keep a copy apart from them: without it nobody can."]);
            return 0;
        });
        return command;
    }

    public static object Answer(DrillResult drill) => new
    {
        ok = drill.Wrong.Count == 0,
        backup = drill.Manifest.Id,
        takenAt = drill.Manifest.TakenAt,
        rows = drill.Manifest.Rows.Values.Sum(),
        companies = drill.Manifest.Companies,
        restoreSeconds = Math.Round(drill.RestoreTook.TotalSeconds, 3),
        seconds = Math.Round(drill.Took.TotalSeconds, 3),
        lostSeconds = drill.Lost is { } lost ? Math.Round(lost.TotalSeconds, 3) : (double?)null,
        wrong = drill.Wrong,
    };

    public static IEnumerable<string> Lines(DrillResult drill) =>
    [
        $"restored {drill.Manifest.Id} in {drill.RestoreTook.TotalSeconds:0.0} s: {drill.Manifest.Rows.Values.Sum():N0} rows of {drill.Manifest.Companies:N0} companies, each counted",
        drill.Lost is { } lost ? $"had the database gone now, what was committed in {lost.TotalSeconds:0.0} s would be lost" : "what would be lost is not known: the running database cannot be asked",
        drill.Wrong.Count == 0 ? $"every promise holds in it ({drill.Took.TotalSeconds:0.0} s with verifying)" : "WRONG: promises are broken in it",
        .. drill.Wrong,
    ];
}
