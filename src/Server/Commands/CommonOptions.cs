using System.CommandLine;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Options that several commands share.</summary>
internal sealed class CommonOptions
{
    public Option<string> Data { get; } = new("--data")
    {
        Description = "Folder of the database, keys and documents.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
        Recursive = true,
    };

    public Option<string> Urls { get; } = new("--urls")
    {
        Description = "What the server listens on.",
        HelpName = "URLS",
        DefaultValueFactory = _ => "http://localhost:8080",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object last, for scripts." };

    public RunOptions Read(ParseResult parse, bool isDemo) =>
        new(Path.GetFullPath(parse.GetValue(Data) ?? "data"), parse.GetValue(Urls) ?? "http://localhost:8080", isDemo);
}
