using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Features;
using Entrepot.Printing.Printers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Printing;

/// <summary>Against a real CUPS, whose printers are sockets of the test.</summary>
[Storage]
public sealed class IppPrintingTests
{
    [Fact]
    public async Task Cups_takes_a_label_prints_it_once_and_says_so()
    {
        await using var tray = PaperTray.Open();
        await using var cups = await CupsServer.StartAsync(("zebra", tray.Port, true));
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(cups.PrinterAt("zebra"), PrinterConnection.Ipp);

        var job = await world.AskAsync("F17-1");
        await world.WorkAsync();
        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Sent);

        (await tray.JobsAsync(1)).ShouldBe(["^XA^FDF17-1^FS^XZ"]);
        (await EndedAsync(world, job)).ShouldBe(PrintJobState.Printed);
        tray.Jobs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_whose_answer_was_lost_is_found_by_its_name_and_not_printed_twice()
    {
        await using var tray = PaperTray.Open();
        await using var cups = await CupsServer.StartAsync(("zebra", tray.Port, true));
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(cups.PrinterAt("zebra"), PrinterConnection.Ipp);

        var job = await world.AskAsync("F17-1");
        var row = await world.JobAsync(job);
        var ipp = world.Database.Services.GetRequiredService<IppPrinter>();
        var (sent, _) = await ipp.PrintAsync(cups.PrinterAt("zebra"), SendToPrinter.NameOf(row), "application/vnd.cups-raw", PaperSheet.Label4x6, "^XA^FDF17-1^FS^XZ"u8.ToArray(), PrintWorld.Ct);
        await DoubtAsync(world, job);
        await world.WorkAsync();

        (await world.JobAsync(job)).PrinterJob.ShouldBe(sent!.Id);
        (await EndedAsync(world, job)).ShouldBe(PrintJobState.Printed);
        (await tray.JobsAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_never_arrived_is_sent_after_the_printer_was_asked()
    {
        await using var tray = PaperTray.Open();
        await using var cups = await CupsServer.StartAsync(("zebra", tray.Port, true));
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(cups.PrinterAt("zebra"), PrinterConnection.Ipp);

        var job = await world.AskAsync("F17-1");
        await DoubtAsync(world, job);
        await world.WorkAsync();

        (await tray.JobsAsync(1)).ShouldBe(["^XA^FDF17-1^FS^XZ"]);
        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Sent);
    }

    [Fact]
    public async Task A_doubt_that_is_older_than_a_printers_memory_is_a_persons()
    {
        await using var tray = PaperTray.Open();
        await using var cups = await CupsServer.StartAsync(("zebra", tray.Port, true));
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(cups.PrinterAt("zebra"), PrinterConnection.Ipp);

        var job = await world.AskAsync("F17-1");
        await DoubtAsync(world, job);
        await world.WorkAsync(6 * 60);

        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Unsure);
        tray.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_printer_that_takes_no_jobs_says_so_and_the_job_waits()
    {
        await using var tray = PaperTray.Open();
        await using var cups = await CupsServer.StartAsync(("closed", tray.Port, false));
        await using var world = await PrintWorld.OpenAsync();
        var printer = await world.LabelPrinterAsync(cups.PrinterAt("closed"), PrinterConnection.Ipp);

        var job = await world.AskAsync("F17-1");
        await world.WorkAsync();
        (await world.AsAsync(provider => provider.GetRequiredService<SetUpPrinters>().AskAsync(printer, PrintWorld.Ct))).ShouldBe(Result.Ok);

        var waiting = await world.JobAsync(job);
        waiting.State.ShouldBe(PrintJobState.Waiting);
        waiting.Said.ShouldNotBeNull().ToString().ShouldStartWith("Zebra 1 takes no jobs at the moment");
        var row = await world.AsAsync(provider => provider.GetRequiredService<EntrepotDb>().Set<PrinterRow>().SingleAsync(PrintWorld.Ct));
        row.IsWell.ShouldBeFalse();
        tray.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_printer_is_asked_how_it_is()
    {
        await using var tray = PaperTray.Open();
        await using var cups = await CupsServer.StartAsync(("zebra", tray.Port, true));
        await using var world = await PrintWorld.OpenAsync();
        var well = await world.PrinterAsync(cups.PrinterAt("zebra"), PrinterConnection.Ipp);
        var gone = await world.PrinterAsync(cups.PrinterAt("nobody"), PrinterConnection.Ipp, name: "Gone");

        foreach (var printer in (long[])[well, gone]) (await world.AsAsync(provider => provider.GetRequiredService<SetUpPrinters>().AskAsync(printer, PrintWorld.Ct))).ShouldBe(Result.Ok);

        var rows = await world.AsAsync(provider => provider.GetRequiredService<EntrepotDb>().Set<PrinterRow>().OrderBy(row => row.Id).ToListAsync(PrintWorld.Ct));
        rows.Select(row => row.IsWell).ShouldBe([true, false]);
        rows[0].Said!.ToString().ShouldContain("It answers");
        rows[1].Said!.ToString().ShouldContain("does not answer");
    }

    [Fact]
    public void An_answer_of_another_protocol_is_no_answer() =>
        Should.Throw<InvalidDataException>(() => IppAnswer.Read("HTTP/1.1 200 OK"u8));

    [Fact]
    public void Several_values_of_one_attribute_are_read_together()
    {
        var answer = IppAnswer.Read(new IppMessage(0x0000, new Uri("ipp://printer/x")).Group(IppMessage.PrinterGroup).Keyword("printer-state-reasons", "media-empty-error", "cover-open").Integer("printer-state", 5).ToBytes());

        answer.IsDone.ShouldBeTrue();
        var printer = answer.Group(IppMessage.PrinterGroup);
        printer.Texts("printer-state-reasons").ShouldBe(["media-empty-error", "cover-open"]);
        printer.Integer("printer-state").ShouldBe(5);
    }

    [Fact]
    public void A_cut_off_answer_is_no_answer()
    {
        var whole = new IppMessage(0x0000, new Uri("ipp://printer/x")).Group(IppMessage.PrinterGroup).Keyword("printer-state-reasons", "none").ToBytes();

        Should.Throw<InvalidDataException>(() => IppAnswer.Read(whole.AsSpan(0, whole.Length - 4)));
    }

    private static Task DoubtAsync(PrintWorld world, long job) => world.Database.InUnitAsync(async provider =>
    {
        var row = await provider.GetRequiredService<EntrepotDb>().Set<PrintJobRow>().AsTracking().SingleAsync(one => one.Id == job);
        (row.IsDoubtful, row.SentAt) = (true, world.Database.Clock.Now);
    });

    private static async Task<PrintJobState> EndedAsync(PrintWorld world, long job)
    {
        for (var i = 0; i < 60; i++)
        {
            await world.WorkAsync(60);
            if ((await world.JobAsync(job)).State is not PrintJobState.Sent and var state) return state;
            await Task.Delay(100);
        }

        return PrintJobState.Sent;
    }
}
