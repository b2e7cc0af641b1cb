namespace Entrepot.Server.Hosting;

/// <summary>What a run of the program is told from outside.</summary>
/// <param name="DataFolder">Where the database, the sign-in keys and documents lie; created when missing.</param>
/// <param name="Urls">What the server listens on.</param>
/// <param name="IsDemo">Whether the demo company and its sandbox world take part.</param>
internal sealed record RunOptions(string DataFolder, string Urls, bool IsDemo)
{
    public string DatabasePath => Path.Combine(DataFolder, "entrepot.db");
    public string KeysFolder => Path.Combine(DataFolder, "keys");
}
