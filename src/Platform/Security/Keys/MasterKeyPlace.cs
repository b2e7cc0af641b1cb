using Microsoft.Extensions.Configuration;

namespace Entrepot.Platform.Security.Keys;

/// <summary>
/// Where this process finds the master key: <c>Entrepot:MasterKey</c> (<c>Entrepot__MasterKey</c> in the environment), or the
/// file <c>master.key</c> in the folder <c>Entrepot:Keys</c>, which the first start makes.
/// </summary>
internal sealed class MasterKeyPlace(IConfiguration configuration)
{
    private const string Setting = "Entrepot:MasterKey";

    /// <summary>The key before: rows that it sealed are sealed anew with the present one.</summary>
    private const string FormerSetting = "Entrepot:MasterKeyBefore";

    private readonly string? given = configuration[Setting];
    private readonly string? former = configuration[FormerSetting];

    public string? Folder { get; } = configuration["Entrepot:Keys"] is { Length: > 0 } folder ? folder : null;

    /// <summary>Whether this process has a place for keys of its own at all; a test may have none.</summary>
    public bool IsSet => !string.IsNullOrEmpty(given) || Folder is not null;

    public string Description => FilePath is { } path ? $"the setting Entrepot__MasterKey, or the file {path}" : "the setting Entrepot__MasterKey";

    private string? FilePath => Folder is null ? null : Path.Combine(Folder, "master.key");

    public MasterKey? Former() => string.IsNullOrEmpty(former) ? null : MasterKey.Parse(former, FormerSetting);

    /// <summary>Null when there is none yet.</summary>
    public MasterKey? Find() =>
        !string.IsNullOrEmpty(given) ? MasterKey.Parse(given, Setting)
        : FilePath is { } path && File.Exists(path) ? MasterKey.Parse(File.ReadAllText(path), path)
        : null;

    /// <summary>Makes a key and its file, which only this user may read; where another process was faster, its key counts.</summary>
    public MasterKey Make()
    {
        var path = FilePath ?? throw new InvalidOperationException("There is no folder to keep a master key in.");
        var key = MasterKey.New();
        MakeFolder(Path.GetDirectoryName(path) ?? ".");
        var whole = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(whole, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(whole, path, overwrite: false); // Whole or not at all, whenever the power goes.
            return key;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(whole);
            return MasterKey.Parse(File.ReadAllText(path), path);
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
