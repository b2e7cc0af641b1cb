using System.CommandLine;
using Entrepot.Platform.Modules;

namespace Entrepot.Server.Commands;

/// <summary>What customs needs from a command line.</summary>
internal static class CustomsCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        // One subcommand a line, in the order of the alphabet.
        Func<ModuleList, CommonOptions, Command>[] subcommands =
        [
            (_, common) => CdsReadCommand.Build(common),
            (_, common) => CustomsDeclareCommand.Build(common),
            CustomsClassifyCommand.Build,
            CustomsTariffCommands.Build,
            CustomsScreenCommand.Build,
            CustomsTrainCommand.Build,
        ];
        var command = new Command("customs", "Tariffs, classification and declarations.");
        foreach (var build in subcommands) command.Subcommands.Add(build(modules, common));
        return command;
    }
}
