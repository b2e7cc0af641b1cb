using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Platform.Work;

/// <summary>What this process is called among those that share a database: machine, number and a word of chance, since numbers come again.</summary>
public sealed class ProcessName : IDisposable
{
    /// <summary>Several hosts may run in one process, as in tests.</summary>
    private static readonly ConcurrentDictionary<string, bool> Here = new(StringComparer.Ordinal);

    private static readonly string Machine = MachineOf();

    public ProcessName() => Here[Value] = true;

    public string Value { get; } = $"{Machine}/{Environment.ProcessId}/{Chance.Secret(6)}";

    /// <summary>
    /// Whether another one is known to have ended: it ran on this machine and is not there any more. Of other machines
    /// nothing is known; their leases run out.
    /// </summary>
    public static bool HasEnded(string name)
    {
        if (name.Split('/') is not [var machine, var number, _] || machine != Machine) return false;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        if (id == Environment.ProcessId) return !Here.ContainsKey(name);
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited || IsZombie(id);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Nobody has asked for its exit code yet: it does nothing any more, and in a container without an init it stays so.</summary>
    private static bool IsZombie(int id)
    {
        try
        {
            // "1234 (name) Z …"; the name may hold anything.
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat")) is var line && line.AsSpan(line.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false; // It went away while we looked, or this system keeps no such files: the next look tells.
        }
    }

    public void Dispose() => Here.TryRemove(Value, out _);

    /// <summary>
    /// Two machines may have one name, and two containers on one machine do not see each other's processes: taking one of those for
    /// dead would call the world twice. So the name is followed by what the kernel calls this start of it and this view of its processes.
    /// </summary>
    private static string MachineOf()
    {
        const string boot = "/proc/sys/kernel/random/boot_id", view = "/proc/self/ns/pid";
        var name = Environment.MachineName.Replace('/', '-');
        return File.Exists(boot) && new FileInfo(view).LinkTarget is { } processes
            ? $"{name}#{File.ReadAllText(boot).Trim()[..8]}.{string.Concat(processes.Where(char.IsAsciiDigit))}"
            : name;
    }
}
