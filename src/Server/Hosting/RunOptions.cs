using Entrepot.Platform.Data;

namespace Entrepot.Server.Hosting;

/// <summary>What a run of the program is told from outside.</summary>
/// <param name="DataFolder">Where the sign-in keys, documents and, unless another is named, the database lie; created when missing.</param>
/// <param name="Urls">What the server listens on.</param>
/// <param name="IsDemo">Whether the demo company and its sandbox world take part.</param>
/// <param name="DatabaseAddress">A database elsewhere, see <see cref="DatabaseEngine.At"/>; null for the embedded one in the data folder.</param>
/// <param name="LogsJson">Whether the log is one JSON object per line, for programs, instead of text for people.</param>
internal sealed record RunOptions(string DataFolder, string Urls, bool IsDemo, string? DatabaseAddress = null, bool LogsJson = false)
{
    /// <summary>The embedded database's file; there may be none when another is named.</summary>
    public string DatabasePath => Path.Combine(DataFolder, "entrepot.db");
    public string Database => DatabaseAddress ?? "sqlite:" + DatabasePath;
    public string KeysFolder => Path.Combine(DataFolder, "keys");
}
