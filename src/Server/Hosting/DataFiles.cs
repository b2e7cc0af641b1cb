namespace Entrepot.Server.Hosting;

/// <summary>What a company needs beside its database: the master key, and files of uploads that wait since the release before.</summary>
internal static class DataFiles
{
    private static readonly string[] Folders = ["keys", "imports"];

    /// <summary>Copies what the other folder lacks; a key of its own stays and both are read.</summary>
    /// <returns>How many files.</returns>
    public static int Copy(string from, string to)
    {
        var copied = 0;
        foreach (var folder in Folders.Select(name => new DirectoryInfo(Path.Combine(from, name))).Where(folder => folder.Exists))
        {
            var target = Path.Combine(to, folder.Name);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(target);
            else Directory.CreateDirectory(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var file in folder.EnumerateFiles().Where(file => !File.Exists(Path.Combine(target, file.Name))))
            {
                file.CopyTo(Path.Combine(target, file.Name));
                copied++;
            }
        }

        return copied;
    }
}
