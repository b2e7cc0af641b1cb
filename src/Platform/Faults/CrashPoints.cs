using System.Diagnostics;

namespace Entrepot.Platform.Faults;

/// <summary>
/// Named moments at which the process may die without breaking a promise: before and after each commit, each call to the
/// world, each file laid down. The fault tests name one in the environment, and the process ends there as by kill -9;
/// otherwise passing one costs a look at a constant.
/// </summary>
/// <remarks>
/// <c>Entrepot__CrashAt=name</c> or <c>name#3</c>, the third time, ends the process; <c>Entrepot__CrashRecord=FILE</c> writes
/// each name down when it is passed first, which is how the tests know all of them. Only the environment arms: no page, setting or
/// request does.
/// </remarks>
public static class CrashPoints
{
    private static readonly string? At = Environment.GetEnvironmentVariable("Entrepot__CrashAt");
    private static readonly string? Record = Environment.GetEnvironmentVariable("Entrepot__CrashRecord");
    private static readonly string? On = Environment.GetEnvironmentVariable("Entrepot__CrashOn");
    private static readonly bool IsArmed = At is not null || Record is not null;
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
            if (Record is not null && Passed.Add(name)) File.AppendAllText(Record, name + "\n");
            if (At is null || !At.StartsWith(name, StringComparison.Ordinal)) return;
            if (At.Length > name.Length && At[name.Length..] != $"#{++times}") return;
            Die();
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
