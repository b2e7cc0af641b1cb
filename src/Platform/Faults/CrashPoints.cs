using System.Diagnostics;
using System.Globalization;

namespace Entrepot.Platform.Faults;

/// <summary>
/// Named moments at which the process may die without breaking a promise: before and after each commit, each call to the
/// world, each file laid down. The fault tests name one in the environment, and the process ends there as by kill -9;
/// otherwise passing one costs a look at a constant.
/// </summary>
/// <remarks>
/// <c>Entrepot__CrashAt=name</c> or <c>name#3</c>, the third time, ends the process. <c>Entrepot__CrashOnce=FILE</c> ends it at each
/// name that does not stand in the file, and writes it there before, with the process's number: so one that is started again and
/// again dies once everywhere. Beside it, <c>Entrepot__CrashNot=a;b</c> spares names in which one of these stands, and
/// <c>Entrepot__CrashPart=2/9</c> all but a ninth of them. Only the environment arms: no page, setting or request does.
/// </remarks>
public static class CrashPoints
{
    private static readonly string? At = Environment.GetEnvironmentVariable("Entrepot__CrashAt");
    private static readonly string? Once = Environment.GetEnvironmentVariable("Entrepot__CrashOnce");
    private static readonly string[] Spared = (Environment.GetEnvironmentVariable("Entrepot__CrashNot") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
    private static readonly string[] Part = (Environment.GetEnvironmentVariable("Entrepot__CrashPart") ?? "").Split('/');
    private static readonly string? On = Environment.GetEnvironmentVariable("Entrepot__CrashOn");
    private static readonly bool IsArmed = !string.IsNullOrEmpty(At) || !string.IsNullOrEmpty(Once);
    private static readonly AsyncLocal<string?> Work = new();
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal);
    private static readonly Lock Turn = new();
    private static int times;

    /// <summary>Passes the moment <paramref name="when"/> (before, after) of <paramref name="what"/> in <paramref name="where"/>.</summary>
    public static void Pass(string where, string when, string what)
    {
        if (IsArmed) PassArmed(Work.Value is { } work ? $"{where}({work}) {when} {what}" : $"{where} {when} {what}");
    }

    /// <summary>The same for a place that the compiler names: a source file's path and a member of it.</summary>
    public static void Pass(string file, string member, string when, string what)
    {
        if (IsArmed) Pass($"{Path.GetFileNameWithoutExtension(file)}.{member}", when, what);
    }

    /// <summary>Something that is worked on, by its key: the one that <c>Entrepot__CrashOn</c> names takes its process down each time, as one that overflows the stack does.</summary>
    public static void Touch(string key)
    {
        if (On is not null && On == key) Die();
    }

    /// <summary>Until disposed, moments passed here are those of this kind of work: what works off a queue does many things in one place.</summary>
    public static IDisposable? During(string kind)
    {
        if (!IsArmed) return null;
        Work.Value = kind;
        return new Ending();
    }

    private static void PassArmed(string name)
    {
        lock (Turn)
        {
            if (!string.IsNullOrEmpty(Once) && Passed.Add(name) && IsDue(name) && IsFirst(name)) Die();
            if (string.IsNullOrEmpty(At) || !At.StartsWith(name, StringComparison.Ordinal)) return;
            if (At.Length > name.Length && At[name.Length..] != $"#{++times}") return;
            Die();
        }
    }

    private static bool IsDue(string name) =>
        !Array.Exists(Spared, name.Contains) && (Part is not [var which, var of] || ShareOf(name, int.Parse(of, CultureInfo.InvariantCulture)) == int.Parse(which, CultureInfo.InvariantCulture) - 1);

    /// <summary>The same in every process, unlike a string's own hash.</summary>
    private static int ShareOf(string name, int of) => name.Aggregate(17, (sum, letter) => (int)(((sum * 31L) + letter) % int.MaxValue)) % of;

    /// <summary>Writes the name down where no process has before. Of two that pass it at once one dies.</summary>
    private static bool IsFirst(string name)
    {
        using var file = OpenAlone();
        using var reader = new StreamReader(file, leaveOpen: true);
        if (reader.ReadToEnd().Split('\n').Any(line => line.Split('\t')[0] == name)) return false;

        using var writer = new StreamWriter(file);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{name}\t{Environment.ProcessId}\n"));
        return true;
    }

    private static FileStream OpenAlone()
    {
        while (true)
        {
            try
            {
                return new(Once ?? "", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(Once))
            {
                Thread.Sleep(1); // Another process looks.
            }
        }
    }

    private static void Die()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite); // The signal is on its way; not one more step is taken.
    }

    private sealed class Ending : IDisposable
    {
        public void Dispose() => Work.Value = null;
    }
}
