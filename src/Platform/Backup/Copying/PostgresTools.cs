using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Entrepot.Platform.Backup;

/// <summary>PostgreSQL's own programs, <c>pg_dump</c> and <c>pg_restore</c>, as the distribution installed them.</summary>
internal static class PostgresTools
{
    /// <summary>Where Debian and its kin keep each version; the newest can read all older servers.</summary>
    private const string VersionsFolder = "/usr/lib/postgresql";

    /// <summary>Of what a program says about its failure, enough to understand it.</summary>
    private const int WordsMax = 4_000;

    public static string Find(string program)
    {
        var versions = Directory.Exists(VersionsFolder)
            ? Directory.GetDirectories(VersionsFolder).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin", program))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program));
        return versions.Concat(path).FirstOrDefault(File.Exists)
            ?? throw new BackupException($"{program} is not installed. Install PostgreSQL's client programs (Debian: postgresql-client) of the server's version or newer.");
    }

    /// <summary>Runs a program against the database of a connection string.</summary>
    /// <param name="input">Written to its standard input; it may close that early.</param>
    /// <param name="output">Takes its standard output.</param>
    /// <exception cref="BackupException">It failed; with its own words.</exception>
    public static async Task RunAsync(string program, string connectionString, IReadOnlyList<string> arguments, Stream? input, Stream output, CancellationToken ct)
    {
        using var process = new Process
        {
            StartInfo = new(Find(program), arguments) { RedirectStandardInput = input is not null, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        Tell(process.StartInfo.Environment, new NpgsqlConnectionStringBuilder(connectionString));
        process.Start();
        try
        {
            var words = WordsOfAsync(process.StandardError, ct);
            var feeding = input is null ? Task.CompletedTask : FeedAsync(input, process.StandardInput.BaseStream, ct);
            await process.StandardOutput.BaseStream.CopyToAsync(output, ct);
            await feeding;
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0) throw new BackupException($"{program} failed: {await words}");
        }
        catch
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>By the environment, where no list of processes shows a password.</summary>
    private static void Tell(IDictionary<string, string?> environment, NpgsqlConnectionStringBuilder to)
    {
        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) environment[name] = value;
        }

        Set("PGHOST", to.Host);
        Set("PGPORT", to.Port.ToString(CultureInfo.InvariantCulture));
        Set("PGUSER", to.Username);
        Set("PGPASSWORD", to.Password);
        Set("PGPASSFILE", to.Passfile);
        Set("PGDATABASE", to.Database);
        Set("PGSSLROOTCERT", to.RootCertificate);
        Set("PGSSLMODE", to.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        });
        if ((to.Host ?? "").Contains(',', StringComparison.Ordinal)) environment["PGTARGETSESSIONATTRS"] = "primary";
        environment["PGAPPNAME"] = "entrepot-backup";
        environment["PGOPTIONS"] = "-c entrepot.migrating=on"; // Shows the tables' owner the rows of all companies.
        environment["LC_ALL"] = "C";
    }

    private static async Task FeedAsync(Stream input, Stream to, CancellationToken ct)
    {
        try
        {
            await using (to) await input.CopyToAsync(to, ct);
        }
        catch (IOException)
        {
            // It has read enough, or failed and says why.
        }
    }

    private static async Task<string> WordsOfAsync(StreamReader from, CancellationToken ct)
    {
        var words = new StringBuilder();
        while (await from.ReadLineAsync(ct) is { } line)
            if (words.Length < WordsMax) words.Append(line).Append(' ');
        return words.ToString().Trim();
    }
}
