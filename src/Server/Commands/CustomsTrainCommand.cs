using System.CommandLine;
using System.Globalization;
using Entrepot.Customs;
using Entrepot.Customs.Contracts;
using Entrepot.Platform.Modules;

namespace Entrepot.Server.Commands;

/// <summary>Learns the suggestions of codes again, from files that the user has.</summary>
internal static class CustomsTrainCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var from = new Option<string>("--from") { Description = "Folder with goods and their codes; folders below it count, too.", HelpName = "DIR", Required = true };
        var to = new Option<string>("--out") { Description = "Where the model goes.", HelpName = "FILE", DefaultValueFactory = _ => "src/Modules/Customs/Rules/goods-model.br" };
        var command = new Command("train", "Learn HS suggestions from files of goods and codes, and measure them on a fifth kept apart.") { from, to, common.Json };
        command.SetAction(parse =>
        {
            using var services = CustomsOffline.Services();
            var trained = services.GetRequiredService<IGoodsTraining>().Learn(parse.GetValue(from) ?? "", parse.GetValue(to) ?? "");
            if (trained.Problem is { } problem) return Output.Fail(parse.GetValue(common.Json), problem.Message.ToString());
            var report = trained.Value;
            Output.Write(parse.GetValue(common.Json), report,
            [
                $"{report.Goods:N0} goods and {report.Words:N0} entries of nomenclature, tariff and keywords from {string.Join(", ", report.Files)}",
                $"learnt from four fifths and measured on the other {report.KeptApart:N0} (by hash of the description):",
                .. report.Scores.Zip(report.ModelAlone).Select(pair => string.Create(CultureInfo.InvariantCulture, $"  {pair.First.Digits} digits: first {pair.First.First:P1}, among five {pair.First.FirstFive:P1}   (model alone {pair.Second.First:P1}, {pair.Second.FirstFive:P1})")),
                $"chances claimed are off by {report.CalibrationError:P1} on average, at temperature {report.Temperature}",
                $"then learnt from all: {report.Bytes:N0} bytes",
            ]);
            return 0;
        });
        return command;
    }
}
