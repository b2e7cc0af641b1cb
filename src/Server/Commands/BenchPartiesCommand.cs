using System.CommandLine;
using System.Globalization;
using Entrepot.Bench;

namespace Entrepot.Server.Commands;

/// <summary>How many listed parties are found however they are written, and how many ordinary people are stopped.</summary>
internal static class BenchPartiesCommand
{
    public static Command Build(CommonOptions common)
    {
        var folder = new Argument<string>("folder") { Description = "Folder with denied-party lists as their publishers name them." };
        var each = new Option<int>("--each") { Description = "Ask for every so-manieth listed name.", DefaultValueFactory = _ => 1 };
        var command = new Command("parties", "Screen listed names written in other ways, and ordinary names; report recall, false alarms and speed.") { folder, each, common.Json };
        command.SetAction(parse =>
        {
            if (!Directory.Exists(parse.GetValue(folder))) return Output.Fail(parse.GetValue(common.Json), $"There is no folder {parse.GetValue(folder)}.");
            var report = PartiesBench.Run(parse.GetValue(folder) ?? "", Math.Max(1, parse.GetValue(each)));
            Output.Write(parse.GetValue(common.Json), report,
            [
                $"{report.ListedNames:N0} names of {report.Lists}",
                .. report.Recall.Select(kind => string.Create(CultureInfo.InvariantCulture, $"  {kind.Kind,-18} {kind.Recall:P2} of {kind.Asked:N0} found")),
                string.Create(CultureInfo.InvariantCulture, $"{report.FalseAlarms:P2} of {report.Ordinary:N0} ordinary names held: {string.Join(", ", report.Alarms.Take(40))}"),
                $"{report.NamesPerCpuSecond:N0} names a CPU second",
                .. report.Missed.Select(one => $"  missed, {one}"),
            ]);
            return 0;
        });
        return command;
    }
}
