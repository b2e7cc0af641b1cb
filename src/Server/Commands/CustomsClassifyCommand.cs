using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Platform.Modules;

namespace Entrepot.Server.Commands;

/// <summary>Suggests HS codes for the goods of a file, row by row as it is read.</summary>
internal static class CustomsClassifyCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "CSV with a column description; title, material, use, brand and category are used where they are there." };
        var destination = new Option<string>("--destination") { Description = "Country of destination, as GB: codes get their line in its tariff.", HelpName = "COUNTRY", DefaultValueFactory = _ => "" };
        var lines = GoodsFile.JsonLines();
        var command = new Command("classify", "Suggest HS codes for the goods of a file: up to five a row, with their chances and the reason.") { file, destination, lines };
        command.SetAction(parse => Run(parse.GetValue(file) ?? "", (parse.GetValue(destination) ?? "").ToUpperInvariant(), parse.GetValue(lines)));
        return command;
    }

    private static int Run(string path, string destination, bool json)
    {
        using var rows = GoodsFile.Open(path, "description", out var fault);
        if (rows is null) return Output.Fail(json, fault);

        using var services = CustomsOffline.Services();
        var classification = services.GetRequiredService<IClassification>();
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        var number = 0;
        foreach (var row in rows.Read())
        {
            number++;
            var request = new ClassificationRequest(default, row("description"), row("category"))
            {
                Title = row("title"),
                Material = row("material"),
                Use = row("use"),
                Brand = row("brand"),
                Destination = destination,
            };
            var found = classification.Suggest([request])[0];
            if (json) output.WriteLine(JsonSerializer.Serialize(new { row = number, description = request.Description, suggestions = found.Select(Line) }, Output.Lines));
            else output.WriteLine($"{request.Description}: {(found.Count == 0 ? "no suggestion" : string.Join("; ", found.Select(Words)))}");
        }

        return 0;
    }

    private static object Line(HsSuggestion found) => new
    {
        code = found.HsCode,
        probability = Math.Round(found.ConfidencePpm / 1_000_000m, 4),
        national = found.NationalCode,
        heading = found.Heading,
        evidence = found.Evidence.ToString(),
    };

    private static string Words(HsSuggestion found) => string.Create(
        CultureInfo.InvariantCulture, $"{(found.NationalCode.Length > 0 ? found.NationalCode : found.HsCode)} {found.ConfidencePpm / 10_000m:0.0} %{(found.Heading.Length > 0 ? $" ({found.Heading})" : "")}");
}
