using System.CommandLine;

namespace Entrepot.Server.Commands;

/// <summary>Asks a person before something goes for good. A script, which nobody sits at, has said what it wants by its options.</summary>
internal sealed class Confirmation
{
    public Option<bool> Yes { get; } = new("--yes") { Description = "Do not ask." };

    /// <param name="what">What will happen, as a sentence.</param>
    public bool IsGiven(ParseResult parse, bool json, string what)
    {
        if (json || parse.GetValue(Yes) || Console.IsInputRedirected) return true;
        Console.Error.Write($"{what} Go on? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
