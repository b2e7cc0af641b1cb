using System.Reflection;

namespace Entrepot.Kernel;

/// <summary>Reads the dated data that lies under a project's <c>Rules/</c> folder and is built into its assembly.</summary>
public static class RuleFile
{
    /// <exception cref="InvalidOperationException">The file is not in the assembly: a build fault.</exception>
    public static Stream Open(Assembly assembly, string name) =>
        assembly.GetManifestResourceStream("Rules." + name) ?? throw new InvalidOperationException($"Rules/{name} is missing from {assembly.GetName().Name}.");

    /// <summary>Tab-separated rows; empty lines and lines that begin with <c>#</c> (source and date) are left out.</summary>
    public static IReadOnlyList<string[]> Rows(Assembly assembly, string name)
    {
        using var reader = new StreamReader(Open(assembly, name));
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') rows.Add(line.Split('\t'));
        return rows;
    }
}
