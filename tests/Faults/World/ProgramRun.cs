using System.Diagnostics;

namespace Entrepot.Faults;

/// <summary>Small programs of the system that break things: mount, fiu-ctrl.</summary>
internal static class ProgramRun
{
    public static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <returns>Whether it ended well.</returns>
    public static async Task<bool> TryAsync(string program, params string[] arguments)
    {
        if (!IsInstalled(program)) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        if (process is null) return false;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        return process.ExitCode == 0;
    }
}
