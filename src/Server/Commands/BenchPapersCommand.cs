using System.CommandLine;
using Entrepot.Bench;
using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Server.Commands;

/// <summary>How many labels and invoices one processor renders in a second.</summary>
internal static class BenchPapersCommand
{
    public static Command Build(CommonOptions common)
    {
        var labels = new Option<int>("--labels") { Description = "How many labels are rendered after the warm-up.", DefaultValueFactory = _ => 3_000 };
        var invoices = new Option<int>("--invoices") { Description = "How many invoices of two pages are rendered after the warm-up.", DefaultValueFactory = _ => 1_000 };
        var command = new Command("papers", "Render labels and invoices, and report how many a second of one processor makes.") { labels, invoices, common.Json };
        command.SetAction(parse =>
        {
            var report = PapersBench.Run(new FontLibrary(Path.Combine(AppContext.BaseDirectory, "fonts")), Math.Max(1, parse.GetValue(labels)), Math.Max(1, parse.GetValue(invoices)));
            Output.Write(parse.GetValue(common.Json), report,
            [
                $"{report.LabelsPerCpuSecond:N0} labels a CPU second as PDF, {report.ZplLabelsPerCpuSecond:N0} as ZPL, {report.ChineseLabelsPerCpuSecond:N0} with a Chinese sender as PDF",
                $"{report.InvoicesPerCpuSecond:N0} invoices of {report.InvoicePages} pages a CPU second",
            ]);
            return 0;
        });
        return command;
    }
}
