using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Ui;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Printing.Features;

/// <summary>The pages of the queue and of this station.</summary>
internal sealed class PrintingPages(EntrepotDb db, PrinterLists lists, SetUpPrinters setUp, PrintStation station)
{
    private const string Queue = "/printing", Here = "/printing/station";
    private const int Size = 50;

    private static readonly PrintJobState[] Troubled = [PrintJobState.Unsure, PrintJobState.Failed];
    private static readonly PrintJobState[] UnderWay = [PrintJobState.Waiting, PrintJobState.Sent];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Queue, async (ListUrl url, PrintingPages pages, CancellationToken ct) => await pages.ShowAsync(url, ct)).RequireAuthorization("transport.print");
        routes.MapPost("/printing/print", async (PostedForm form, PrintJobs jobs, Text words, CancellationToken ct) =>
            After(await jobs.AskAsync(new(form.Text("document"), form.Text("reference"), form.Text("title"), null), ct), words["Sent to the printer."])).RequireAuthorization("transport.print");
        routes.MapPost("/printing/jobs/{id:long}/again", async (long id, PrintJobs jobs, Text words, CancellationToken ct) => After(await jobs.AgainAsync(id, ct), words["It is printed again."])).RequireAuthorization("transport.print");
        routes.MapPost("/printing/jobs/{id:long}/cancel", async (long id, PrintJobs jobs, Text words, CancellationToken ct) => PageResult.After(await jobs.CancelAsync(id, ct), words["The job is called off."], Queue)).RequireAuthorization("transport.print");
        routes.MapPost("/printing/jobs/{id:long}/there", async (long id, PrintJobs jobs, Text words, CancellationToken ct) => PageResult.After(await jobs.IsThereAsync(id, ct), words["Noted: it is printed."], Queue)).RequireAuthorization("transport.print");
        routes.MapGet(Here, async (PrintingPages pages, CancellationToken ct) => await pages.StationAsync(ct)).RequireAuthorization("transport.print");
        routes.MapPost(Here, async (PostedForm form, PrintingPages pages, Text words, CancellationToken ct) => await pages.BecomeAsync(form, words, ct)).RequireAuthorization("transport.print");
        routes.MapPost(Here + "/choices", async (PostedForm form, PrintingPages pages, Text words, CancellationToken ct) => await pages.ChooseAsync(form, words, ct)).RequireAuthorization("transport.print");
    }

    private static PageResult After(Result<long> job, string done) => job.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Back(Queue).Saying(done);

    private async Task<PageResult> ShowAsync(ListUrl url, CancellationToken ct)
    {
        var all = db.Set<PrintJobRow>();
        var (waiting, trouble) = (await all.CountAsync(row => UnderWay.Contains(row.State), ct), await all.CountAsync(row => Troubled.Contains(row.State), ct));
        var wanted = url.View switch { "trouble" => all.Where(row => Troubled.Contains(row.State)), "waiting" => all.Where(row => UnderWay.Contains(row.State)), _ => all };
        var total = await wanted.LongCountAsync(ct);
        var rows = await wanted.OrderByDescending(row => row.Id).Skip((url.Page - 1) * Size).Take(Size).ToListAsync(ct);
        var printers = await db.Set<PrinterRow>().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var stations = await db.Set<StationRow>().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var view = new PrintQueueView(
            url,
            rows.ConvertAll(job => new PrintJobLine(
                job.Id, job.Title, job.Document, printers.GetValueOrDefault(job.PrinterId, ""), job.StationId is { } at ? stations.GetValueOrDefault(at, "") : "", job.State, job.Said, job.AskedAt, job.AskedBy, job.EndedAt)),
            total, waiting, trouble, station.Current is { } here ? stations.GetValueOrDefault(here) : null);
        return PageResult.Show<PrintQueuePage>(new { View = view });
    }

    private async Task<PageResult> StationAsync(CancellationToken ct)
    {
        var stations = await lists.StationsAsync(ct);
        return PageResult.Show<StationPage>(new { View = new StationView(await lists.PrintersAsync(ct), stations, stations.FirstOrDefault(row => row.Id == station.Current)) });
    }

    private async Task<PageResult> BecomeAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var chosen = form.Whole("station");
        if (chosen is { } id && !await db.Set<StationRow>().AnyAsync(row => row.Id == id, ct)) return PageResult.Refused(PrintingProblems.StationNotFound(id));

        station.Become(chosen);
        return PageResult.Go(Here).Saying(chosen is null ? words["This device is no station any more."] : words["This device prints as that station from now on."]);
    }

    private async Task<PageResult> ChooseAsync(PostedForm form, Text words, CancellationToken ct)
    {
        if (station.Current is not { } here) return PageResult.Go(Here);
        return PageResult.After(await setUp.ChooseAsync(here, Choices(form), ct), words["Kept. This station prints there from now on."], Here);
    }

    internal static Dictionary<string, long> Choices(PostedForm form)
    {
        var choices = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (document, _) in PrintWords.Documents)
            if (long.TryParse(form.Text(document), NumberStyles.None, CultureInfo.InvariantCulture, out var printer)) choices[document] = printer;
        return choices;
    }
}

/// <summary>Printers and stations as pages show them. A house has dozens of either: one page holds all.</summary>
internal sealed class PrinterLists(EntrepotDb db)
{
    public async Task<IReadOnlyList<PrinterLine>> PrintersAsync(CancellationToken ct)
    {
        var waiting = await db.Set<PrintJobRow>().Where(row => row.State == PrintJobState.Waiting).GroupBy(row => row.PrinterId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        return (await db.Set<PrinterRow>().OrderBy(row => row.Name).ToListAsync(ct)).ConvertAll(row =>
            new PrinterLine(row.Id, row.Name, row.Connection, row.Address, row.Language, row.Dpi, row.Sheet, row.Said, row.IsWell, row.AskedAt, waiting.GetValueOrDefault(row.Id)));
    }

    public async Task<IReadOnlyList<StationLine>> StationsAsync(CancellationToken ct)
    {
        var choices = await ChoicesAsync(ct);
        return (await db.Set<StationRow>().OrderBy(row => row.Name).ToListAsync(ct)).ConvertAll(row => new StationLine(row.Id, row.Name, row.PrintsAtPacking, Of(choices, row.Id)));
    }

    public async Task<StationLine> EverywhereAsync(CancellationToken ct) => new(ChoiceRow.Everywhere, "", false, Of(await ChoicesAsync(ct), ChoiceRow.Everywhere));

    private async Task<ILookup<long, ChoiceRow>> ChoicesAsync(CancellationToken ct) => (await db.Set<ChoiceRow>().ToListAsync(ct)).ToLookup(row => row.StationId);

    private static Dictionary<string, long> Of(ILookup<long, ChoiceRow> choices, long station) => choices[station].ToDictionary(row => row.Document, row => row.PrinterId);
}

/// <summary>The settings: printers, stations, and what is printed where by whoever is at no station.</summary>
internal sealed class PrinterPages(PrinterLists lists, SetUpPrinters setUp)
{
    private const string Path = "/settings/printers";
    private const int NameMax = 64;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (PrinterPages pages, CancellationToken ct) => await pages.ShowAsync(PostedForm.Blank, ct)).RequireAuthorization("settings.edit");
        routes.MapPost(Path, async (PostedForm form, PrinterPages pages, Text words, CancellationToken ct) => await pages.KeepAsync(null, form, words, ct)).RequireAuthorization("settings.edit");
        routes.MapGet(Path + "/{id:long}", async (long id, PrinterPages pages, CancellationToken ct) => await pages.ShowOneAsync(id, PostedForm.Blank, ct)).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/{id:long}", async (long id, PostedForm form, PrinterPages pages, Text words, CancellationToken ct) => await pages.KeepAsync(id, form, words, ct)).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/{id:long}/ask", async (long id, SetUpPrinters setUp, Text words, CancellationToken ct) => PageResult.After(await setUp.AskAsync(id, ct), words["The printer was asked."], Path)).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/{id:long}/test", async (long id, SetUpPrinters setUp, Text words, CancellationToken ct) => PageResult.After(await setUp.TestAsync(id, ct), words["A test page is on its way."], Path)).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/{id:long}/remove", async (long id, SetUpPrinters setUp, Text words, CancellationToken ct) =>
            (await setUp.RemoveAsync(id, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go(Path).Saying(words["The printer is taken away."])).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/everywhere", async (PostedForm form, SetUpPrinters setUp, Text words, CancellationToken ct) =>
            PageResult.After(await setUp.ChooseAsync(ChoiceRow.Everywhere, PrintingPages.Choices(form), ct), words["Kept."], Path)).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/stations", async (PostedForm form, PrinterPages pages, Text words, CancellationToken ct) => await pages.KeepStationAsync(null, form, words, ct)).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/stations/{id:long}", async (long id, PostedForm form, PrinterPages pages, Text words, CancellationToken ct) => await pages.KeepStationAsync(id, form, words, ct)).RequireAuthorization("settings.edit");
        routes.MapPost(Path + "/stations/{id:long}/remove", async (long id, SetUpPrinters setUp, Text words, CancellationToken ct) =>
            PageResult.After(await setUp.RemoveStationAsync(id, ct), words["The station is taken away."], Path)).RequireAuthorization("settings.edit");
    }

    private async Task<PageResult> ShowAsync(PostedForm form, CancellationToken ct)
    {
        var view = new PrintersView(await lists.PrintersAsync(ct), await lists.StationsAsync(ct), await lists.EverywhereAsync(ct));
        return form.HasProblems ? PageResult.Invalid<PrintersPage>(new { View = view, Posted = form }) : PageResult.Show<PrintersPage>(new { View = view });
    }

    private async Task<PageResult> ShowOneAsync(long id, PostedForm form, CancellationToken ct)
    {
        if ((await lists.PrintersAsync(ct)).FirstOrDefault(printer => printer.Id == id) is not { } printer) return PageResult.Refused(PrintingProblems.PrinterNotFound(id));
        return form.HasProblems ? PageResult.Invalid<PrinterPage>(new { Printer = printer, Posted = form }) : PageResult.Show<PrinterPage>(new { Printer = printer });
    }

    private async Task<PageResult> KeepAsync(long? id, PostedForm form, Text words, CancellationToken ct)
    {
        var printer = new PrinterDescription(
            form.Text("name", required: true, longest: NameMax),
            form.Choice<PrinterConnection>("connection", required: true) ?? default,
            form.Text("address", required: true, longest: PrinterAddress.LengthMax),
            form.Choice<PrinterLanguage>("language", required: true) ?? default,
            (int)(form.Whole("dpi", required: true) ?? 0),
            form.Choice<PaperSheet>("sheet", required: true) ?? default);
        if (!form.HasProblems && (await setUp.KeepAsync(id, printer, ct)).Problem is { } refused) form.With(refused);
        if (form.HasProblems) return id is { } known ? await ShowOneAsync(known, form, ct) : await ShowAsync(form, ct);
        return PageResult.Go(Path).Saying(words["The printer is kept. Print a test page next."]);
    }

    private async Task<PageResult> KeepStationAsync(long? id, PostedForm form, Text words, CancellationToken ct)
    {
        var name = form.Text("name", required: true, longest: NameMax);
        if (form.HasProblems) return await ShowAsync(form, ct);
        return (await setUp.KeepStationAsync(id, name, form.Ticked("printsAtPacking"), ct)).Problem is { } refused ? PageResult.Refused(refused) : PageResult.Go(Path).Saying(words["The station is kept."]);
    }
}
