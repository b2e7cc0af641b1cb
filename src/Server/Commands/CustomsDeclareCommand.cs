using System.CommandLine;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Server.Commands;

/// <summary>Writes customs declarations from our own description of a consignment.</summary>
internal static class CustomsDeclareCommand
{
    private const string UkCds = "uk-cds";

    public static Command Build(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "JSON: one description or a list of them. docs/how-to/declare-to-customs.md tells its names." };
        var to = new Option<string>("--to") { Description = "Whose declaration.", Required = true };
        to.AcceptOnlyFromAmong(UkCds);
        var folder = new Option<string>("--out") { Description = "Folder for the messages; it is made where it is not there.", HelpName = "DIR", Required = true };
        var schemas = new Option<string?>("--schemas") { Description = "Folder of HMRC's schemas, to check with as well.", HelpName = "DIR" };
        var on = new Option<DateOnly?>("--on") { Description = "The day whose rules apply, as 2026-11-23; today without it.", HelpName = "DAY" };
        var declare = new Command("declare", "Write declarations from a description of goods, parties and transport; refused with every problem by its name.") { file, to, folder, schemas, on, common.Json };
        declare.SetAction(parse => Declare(
            parse.GetValue(file) ?? "", parse.GetValue(folder) ?? ".", parse.GetValue(schemas), parse.GetValue(on) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), parse.GetValue(common.Json)));
        return declare;
    }

    private static int Declare(string file, string folder, string? schemas, DateOnly on, bool json)
    {
        if (!File.Exists(file)) return Output.Fail(json, $"There is no file {file}.");

        var answer = CustomsMessageFiles.Declare(File.ReadAllText(file), on, schemas);
        if (answer.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

        Directory.CreateDirectory(folder);
        var written = answer.Value.Select((one, i) => (one, path: one.Problems.Count == 0 ? Write(one, folder, i) : null)).ToList();
        Output.Write(json, new { declarations = written.Select(each => Told(each.one, each.path)) }, written.SelectMany(each => Lines(each.one, each.path)));
        return written.TrueForAll(each => each.path is not null) ? 0 : 1;
    }

    private static string Write(DeclaredFile declared, string folder, int index)
    {
        var name = string.Concat(declared.Reference.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' ? sign : '_'));
        var path = Path.Combine(folder, $"{index + 1:000}-{declared.Type}-{name}.xml");
        File.WriteAllBytes(path, declared.Xml);
        return path;
    }

    private static object Told(DeclaredFile one, string? path) =>
        new { reference = one.Reference, type = one.Type, file = path, sha256 = path is null ? null : one.Sha256, problems = one.Problems.Select(Told), doubts = one.Doubts.Select(Told) };

    private static object Told(Problem problem) => new { field = problem.Field, code = problem.Code, message = problem.Message.ToString() };

    private static IEnumerable<string> Lines(DeclaredFile one, string? path) =>
    [
        path is null ? $"{one.Type} {one.Reference}: not written, {one.Problems.Count} problems" : $"{one.Type} {one.Reference}: {path}",
        .. one.Problems.Select(problem => $"  {problem.Message}"),
        .. one.Doubts.Select(doubt => $"  to look at: {doubt.Message}"),
    ];
}
