using System.CommandLine;
using Entrepot.Platform.Modules;

namespace Entrepot.Server.Commands;

/// <summary>The <c>entrepot</c> command line; without a command it runs everything with the demo company.</summary>
internal static class CommandLine
{
    public static RootCommand Build(ModuleList modules)
    {
        var common = new CommonOptions();
        var root = new RootCommand("Entrepot: orders, stock, carriers, customs, tax and money of a cross-border seller. Without a command: run everything, with the demo company and its sandbox world.");
        root.Options.Add(common.Data);
        root.Options.Add(common.Database);
        root.Options.Add(common.Urls);
        root.Options.Add(common.Log);
        root.SetAction((parse, ct) => ServeCommand.RunAsync(modules, common.Read(parse, isDemo: true), ct));

        root.Subcommands.Add(ServeCommand.Build(modules, common));
        root.Subcommands.Add(ImportCommand.Build(modules, common));
        root.Subcommands.Add(JourneyCommand.Build(modules, common));
        root.Subcommands.Add(VerifyCommand.Build(modules, common));
        root.Subcommands.Add(BackupCommand.Build(modules, common));
        root.Subcommands.Add(RestoreCommand.Build(modules, common));
        root.Subcommands.Add(MoveCommand.Build(modules, common));
        root.Subcommands.Add(CellsCommand.Build(modules, common));
        root.Subcommands.Add(TenantsCommand.Build(modules, common));
        root.Subcommands.Add(PartiesCommand.Build(modules, common));
        root.Subcommands.Add(CustomsCommand.Build(modules, common));
        root.Subcommands.Add(ChannelsCommand.Build(modules, common));
        root.Subcommands.Add(RulesCommand.Build(common));
        root.Subcommands.Add(QuoteCommand.Build(modules, common));
        root.Subcommands.Add(DemoCommand.Build(modules, common));
        root.Subcommands.Add(BenchCommand.Build(modules, common));
        return root;
    }
}
