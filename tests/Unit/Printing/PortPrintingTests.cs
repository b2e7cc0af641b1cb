using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Printing;

/// <summary>A printer behind a bare port tells nothing back, so what is known of it is what was sent.</summary>
[Storage]
public sealed class PortPrintingTests
{
    [Fact]
    public async Task A_label_comes_out_whole_and_once()
    {
        await using var tray = PaperTray.Open();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(tray.Address);

        var job = await world.AskAsync("F17-1");
        await world.WorkAsync();
        await world.WorkAsync(60);

        (await tray.JobsAsync(1)).ShouldBe(["^XA^FDF17-1^FS^XZ"]);
        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Printed);
    }

    [Fact]
    public async Task A_printer_that_is_off_is_named_and_the_job_waits_until_it_is_on()
    {
        var port = CupsServer.FreePort();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync($"127.0.0.1:{port}");

        var job = await world.AskAsync("F17-1");
        for (var i = 0; i < 12; i++) await world.WorkAsync(60); // More often than any attempts are counted.
        var waiting = await world.JobAsync(job);
        await using var tray = PaperTray.Open(port);
        for (var i = 0; i < 4; i++) await world.WorkAsync(60);

        waiting.State.ShouldBe(PrintJobState.Waiting);
        waiting.Said.ShouldNotBeNull().ToString().ShouldBe($"Zebra 1 at 127.0.0.1:{port} does not answer. Is it switched on and in the network? The job waits and goes out when it is back.");
        (await tray.JobsAsync(1)).ShouldBe(["^XA^FDF17-1^FS^XZ"]);
        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Printed);
    }

    [Fact]
    public async Task What_breaks_off_half_way_is_not_sent_again_by_itself()
    {
        await using var tray = PaperTray.Open(tearAfter: 8);
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(tray.Address);

        var job = await world.AskAsync("long");
        await world.WorkAsync();
        await world.WorkAsync(600);

        tray.Jobs.Count.ShouldBe(1);
        var unsure = await world.JobAsync(job);
        unsure.State.ShouldBe(PrintJobState.Unsure);
        unsure.Said.ShouldNotBeNull().ToString().ShouldContain("Look whether it lies in the tray");
    }

    [Fact]
    public async Task After_a_crash_in_the_midst_of_a_call_a_person_is_asked()
    {
        await using var tray = PaperTray.Open();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(tray.Address);

        var job = await world.AskAsync("F17-1");
        await world.Database.InUnitAsync(async provider =>
            (await provider.GetRequiredService<EntrepotDb>().Set<WorkItem>().AsTracking().SingleAsync(item => item.Kind == SendToPrinter.WorkKind)).Attempts = 1);
        await world.WorkAsync();

        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Unsure);
        tray.Jobs.ShouldBeEmpty();
        (await world.AsAsync(provider => provider.GetRequiredService<PrintJobs>().IsThereAsync(job, PrintWorld.Ct))).ShouldBe(Result.Ok);
        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Printed);
    }

    [Fact]
    public async Task A_document_that_is_still_being_made_is_awaited_and_given_up_in_the_end()
    {
        await using var tray = PaperTray.Open();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(tray.Address);

        var job = await world.AskAsync("slow");
        await world.WorkAsync(5);
        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Waiting);
        await world.WorkAsync(16 * 60);

        (await world.JobAsync(job)).State.ShouldBe(PrintJobState.Failed);
    }

    [Fact]
    public async Task What_cannot_be_printed_says_why_and_can_be_printed_again()
    {
        await using var tray = PaperTray.Open();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(tray.Address);

        var job = await world.AskAsync("bad");
        await world.WorkAsync();
        (await world.JobAsync(job)).Said.ShouldNotBeNull().ToString().ShouldBe("bad cannot be printed.");

        var again = await world.AsAsync(provider => provider.GetRequiredService<PrintJobs>().AgainAsync(job, PrintWorld.Ct));
        again.Value.ShouldNotBe(job);
    }

    [Fact]
    public async Task A_job_that_waits_can_be_called_off_and_one_that_is_printed_cannot()
    {
        await using var tray = PaperTray.Open();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(tray.Address);

        var (waiting, printed) = (await world.AskAsync("slow"), await world.AskAsync("F17-1"));
        await world.WorkAsync();

        (await world.AsAsync(provider => provider.GetRequiredService<PrintJobs>().CancelAsync(waiting, PrintWorld.Ct))).ShouldBe(Result.Ok);
        (await world.AsAsync(provider => provider.GetRequiredService<PrintJobs>().CancelAsync(printed, PrintWorld.Ct))).Problem!.Code.ShouldBe("printing.cannot_cancel");
        await world.WorkAsync(60);
        (await world.JobAsync(waiting)).State.ShouldBe(PrintJobState.Cancelled);
    }

    [Fact]
    public async Task A_station_prints_at_its_own_printer_and_for_the_rest_where_all_print()
    {
        await using var common = PaperTray.Open();
        await using var own = PaperTray.Open();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(common.Address);
        var table = await world.PrinterAsync(own.Address, name: "Zebra 2");
        var station = (await world.AsAsync(provider => provider.GetRequiredService<SetUpPrinters>().KeepStationAsync(null, "Table 3", true, PrintWorld.Ct))).Value;
        await world.AsAsync(provider => provider.GetRequiredService<SetUpPrinters>().ChooseAsync(station, new Dictionary<string, long> { [PrintDocuments.PickList] = table }, PrintWorld.Ct));

        var answers = await world.Database.InUnitAsync(provider => provider.GetRequiredService<IPrinting>().QueueAsync(
            [new(PrintDocuments.Label, "L", "L"), new(PrintDocuments.PickList, "P", "P"), new(PrintDocuments.Papers, "C", "C")], station, PrintWorld.Ct));
        await world.WorkAsync();

        (await common.JobsAsync(1)).ShouldBe(["^XA^FDL^FS^XZ"]);
        (await own.JobsAsync(1)).ShouldBe(["^XA^FDP^FS^XZ"]);
        answers[2].Problem!.Code.ShouldBe("printing.no_printer");
    }

    [Fact]
    public async Task What_is_packed_at_a_station_comes_out_there_once()
    {
        await using var tray = PaperTray.Open();
        await using var world = await PrintWorld.OpenAsync();
        await world.LabelPrinterAsync(tray.Address);
        var station = (await world.AsAsync(provider => provider.GetRequiredService<SetUpPrinters>().KeepStationAsync(null, "Table 3", true, PrintWorld.Ct))).Value;
        await world.Database.InUnitAsync(provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            db.Writes.Execute(PrintingSql.PackingHere, false, db.Tenant.Value, 17L, station, "Ana");
            return Task.CompletedTask;
        });

        for (var twice = 0; twice < 2; twice++)
            await world.Database.InUnitAsync(provider => provider.GetRequiredService<IPrinting>().PackedAsync([(new(17), [new(PrintDocuments.Label, "F17-1", "F17-1")]), (new(18), [new(PrintDocuments.Label, "F18-1", "F18-1")])], PrintWorld.Ct));
        await world.WorkAsync();

        (await tray.JobsAsync(1)).ShouldBe(["^XA^FDF17-1^FS^XZ"]);
    }

    [Theory]
    [InlineData(PrinterConnection.Raw, "192.168.1.40:9100", true)]
    [InlineData(PrinterConnection.Raw, "printer.local", true)]
    [InlineData(PrinterConnection.Raw, "ipp://192.168.1.40/ipp/print", false)]
    [InlineData(PrinterConnection.Raw, "user@192.168.1.40", false)]
    [InlineData(PrinterConnection.Ipp, "ipp://192.168.1.40/ipp/print", true)]
    [InlineData(PrinterConnection.Ipp, "ipps://printer.local:8631/ipp/print", true)]
    [InlineData(PrinterConnection.Ipp, "http://192.168.1.40/", false)]
    [InlineData(PrinterConnection.Ipp, "192.168.1.40", false)]
    public void An_address_is_checked_before_it_is_kept(PrinterConnection connection, string address, bool isRight) =>
        Entrepot.Printing.Domain.PrinterAddress.Check(connection, address).IsOk.ShouldBe(isRight);
}
