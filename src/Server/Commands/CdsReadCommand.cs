using System.CommandLine;
using Entrepot.Customs.Contracts;

namespace Entrepot.Server.Commands;

/// <summary>Reads messages of the United Kingdom's Customs Declaration Service and says what our model makes of them.</summary>
internal static class CdsReadCommand
{
    /// <summary>Failures that are told to a person; scripts get all.</summary>
    private const int FailuresShown = 40;

    public static Command Build(CommonOptions common)
    {
        var folder = new Argument<string>("folder") { Description = "Folder with declarations and notifications (.xml), read with all folders below." };
        var schemas = new Option<string?>("--schemas") { Description = "Folder of HMRC's schemas (with wco/declaration). Without it they are looked for beside the folder; where there are none, nothing is checked against them.", HelpName = "DIR" };
        var read = new Command("read", "Read every message, check it against the schemas, write it again and compare.") { folder, schemas, common.Json };
        read.SetAction(parse => Read(parse.GetValue(folder) ?? "", parse.GetValue(schemas), parse.GetValue(common.Json)));
        return new Command("cds", "Messages of the United Kingdom's Customs Declaration Service.") { read };
    }

    private static int Read(string folder, string? schemas, bool json)
    {
        var answer = CustomsMessageFiles.Read(folder, schemas);
        if (answer.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

        var report = answer.Value;
        Output.Write(json, report,
        [
            $"{report.Documents:N0} declarations and notifications, {report.Parsed:N0} read, {report.RebuiltEqual:N0} written again to an equal document",
            report.Valid is { } valid ? $"{valid:N0} valid against {report.Schemas}" : "not checked against schemas: give their folder with --schemas",
            $"{report.Others.Count:N0} XML files of other kinds{(report.WithoutNamespaces > 0 ? $"; {report.WithoutNamespaces:N0} messages bear no namespaces and were checked with the schema's" : "")}",
            .. report.Failures.Take(FailuresShown).Select(failure => $"  {failure.File}: {failure.Step}: {failure.Reason}"),
            .. report.Failures.Count > FailuresShown ? [$"  and {report.Failures.Count - FailuresShown:N0} more; --json has all"] : Array.Empty<string>(),
        ]);
        return report.Parsed == report.Documents ? 0 : 1;
    }
}
