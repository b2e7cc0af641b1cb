using System.CommandLine;
using Entrepot.Kernel;
using Entrepot.Platform.Backup;

namespace Entrepot.Server.Commands;

/// <summary>Options that the commands about backups share, and what they do in the same way.</summary>
internal sealed class BackupOptions(CommonOptions common)
{
    public Option<string[]> To { get; } = new("--to") { Description = "A folder, or s3://bucket/prefix; may be given several times.", HelpName = "PLACE" };

    public Option<string> From { get; } = new("--from") { Description = "The place where the backups lie.", HelpName = "PLACE", Required = true };

    public Option<string?> Id { get; } = new("--backup") { Description = "Which backup; the newest without it.", HelpName = "ID" };

    public Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = "The file that seals backups. Entrepot__Backup__KeyFile in the environment says the same; Entrepot__Backup__Passphrase is the other way.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Entrepot__Backup__KeyFile"),
    };

    public Option<string?> ScratchFolder { get; } = new("--scratch") { Description = "Where there is room for a copy of the database on its way. Default: the data folder.", HelpName = "DIR" };

    public Option<bool> IsCell { get; } = new("--cell") { Description = "The database is a cell beside the home." };

    public CommonOptions Common => common;

    /// <exception cref="BackupException">There is none.</exception>
    public BackupSecret Secret(ParseResult parse)
    {
        if (parse.GetValue(KeyFile) is { Length: > 0 } file) return BackupSecret.OfFile(file);
        if (Environment.GetEnvironmentVariable("Entrepot__Backup__Passphrase") is { Length: > 0 } passphrase) return BackupSecret.OfPassphrase(passphrase);
        throw new BackupException("Backups are always sealed. Make a key once with 'entrepot backup key --out FILE', keep a copy of it apart from the backups, and name it with --key-file.");
    }

    public Scratch Scratch(ParseResult parse) =>
        Platform.Backup.Scratch.Take(Path.GetFullPath(parse.GetValue(ScratchFolder) ?? common.Read(parse, isDemo: false).DataFolder), TimeProvider.System.GetUtcNow().UtcDateTime, Chance.Below(1 << 20));

    /// <summary>Runs a command and says in words what stopped it.</summary>
    public async Task<int> TryAsync(ParseResult parse, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (BackupException failure)
        {
            return Output.Fail(parse.GetValue(common.Json), failure.Message);
        }
    }

    public static string Size(long bytes) => bytes < 10 << 20 ? $"{bytes >> 10:N0} KB" : $"{bytes >> 20:N0} MB";
}
