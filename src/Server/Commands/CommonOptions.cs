using System.CommandLine;
using System.CommandLine.Parsing;
using Entrepot.Platform.Data;
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

    public Option<string?> Database { get; } = Address();

    public Option<string> Urls { get; } = new("--urls")
    {
        Description = "What the server listens on.",
        HelpName = "URLS",
        DefaultValueFactory = _ => "http://localhost:8080",
        Recursive = true,
    };

    public Option<string> Log { get; } = LogFormat();

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object last, for scripts." };

    public RunOptions Read(ParseResult parse, bool isDemo) =>
        new(Path.GetFullPath(parse.GetValue(Data) ?? "data"), parse.GetValue(Urls) ?? "http://localhost:8080", isDemo, parse.GetValue(Database), parse.GetValue(Log) == "json");

    private static Option<string> LogFormat()
    {
        var option = new Option<string>("--log")
        {
            Description = "text for people, or json: one object per line, with company and trace. Entrepot__Log in the environment says the same.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Entrepot__Log") ?? "text",
            Recursive = true,
        };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    private static Option<string?> Address()
    {
        var option = new Option<string?>("--database")
        {
            Description = "sqlite:FILE or a PostgreSQL connection string; Entrepot__Database in the environment says the same without showing it. Default: the embedded database in the data folder.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Entrepot__Database"),
            Recursive = true,
        };
        option.Validators.Add(CheckAddress);
        return option;
    }

    /// <summary>Refuses what is no address of a database, before anything is begun.</summary>
    public static void CheckAddress(OptionResult result)
    {
        try
        {
            if (result.GetValueOrDefault<string?>() is { } address) _ = DatabaseEngine.At(address);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            result.AddError(wrong.Message);
        }
    }
}
