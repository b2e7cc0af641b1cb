using Entrepot.Platform.Data;

namespace Entrepot.Server.Hosting;

/// <summary>What a process does; any number of processes with any of them work on one PostgreSQL.</summary>
[Flags]
internal enum Roles
{
    /// <summary>Pages and the API.</summary>
    Web = 1,

    /// <summary>Orders' journeys and the work queue; it listens for health and metrics only.</summary>
    Worker = 2,
    All = Web | Worker,
}

/// <summary>What a run of the program is told from outside.</summary>
/// <param name="DataFolder">Where the sign-in keys, documents and, unless another is named, the database lie; created when missing.</param>
/// <param name="Urls">What the server listens on.</param>
/// <param name="IsDemo">Whether the demo company and its sandbox world take part.</param>
/// <param name="DatabaseAddress">A database elsewhere, see <see cref="DatabaseEngine.At"/>; null for the embedded one in the data folder.</param>
/// <param name="LogsJson">Whether the log is one JSON object per line, for programs, instead of text for people.</param>
/// <param name="Roles">What this process does of all that a server does.</param>
internal sealed record RunOptions(string DataFolder, string Urls, bool IsDemo, string? DatabaseAddress = null, bool LogsJson = false, Roles Roles = Roles.All)
{
    /// <summary>The embedded database's file; there may be none when another is named.</summary>
    public string DatabasePath => Path.Combine(DataFolder, "entrepot.db");
    public string Database => DatabaseAddress ?? "sqlite:" + DatabasePath;
    public string KeysFolder => Path.Combine(DataFolder, "keys");
}
