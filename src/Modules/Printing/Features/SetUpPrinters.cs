using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Domain;
using Entrepot.Printing.Printers;
using Entrepot.Platform.Documents.Papers;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Printing.Features;

/// <summary>A printer as a person describes it.</summary>
internal sealed record PrinterDescription(string Name, PrinterConnection Connection, string Address, PrinterLanguage Language, int Dpi, PaperSheet Sheet);

/// <summary>Printers, stations, and which station uses which printer for what.</summary>
internal sealed class SetUpPrinters(EntrepotDb db, IdBlocks ids, IppPrinter ipp, PrintQueue queue, IEnumerable<IPrintSource> sources, CurrentUser user, TimeProvider clock)
{
    private static readonly int[] Dpis = [203, 300];

    /// <param name="id">Null for a new one.</param>
    public async Task<Result<long>> KeepAsync(long? id, PrinterDescription printer, CancellationToken ct)
    {
        if (PrinterAddress.Check(printer.Connection, printer.Address).Problem is { } bad) return bad;
        if (!Dpis.Contains(printer.Dpi)) return PrintingProblems.BadDpi(printer.Dpi);
        if (printer.Language == PrinterLanguage.Zpl && !printer.Sheet.IsLabel()) return PrintingProblems.ZplOnPaper();

        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<PrinterRow>().AnyAsync(row => row.Name == printer.Name && row.Id != id, ct)) return PrintingProblems.NameTaken(printer.Name);

        var known = id is null ? null : await db.Set<PrinterRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (known is null && id is { } wanted) return PrintingProblems.PrinterNotFound(wanted);
        if (known is null)
        {
            known = new() { TenantId = db.Tenant, Id = ids.Next(), Name = printer.Name, Connection = printer.Connection, Address = printer.Address, Language = printer.Language, Dpi = printer.Dpi, Sheet = printer.Sheet };
            db.Add(known);
        }
        else
        {
            (known.Name, known.Connection, known.Address, known.Language, known.Dpi, known.Sheet) = (printer.Name, printer.Connection, printer.Address, printer.Language, printer.Dpi, printer.Sheet);
            (known.Said, known.IsWell, known.AskedAt) = (null, false, null);
        }

        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : known.Id;
    }

    /// <summary>Takes the printer away. What waits for it is cancelled; stations that chose it have none.</summary>
    public async Task<Result> RemoveAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<PrinterRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } printer) return PrintingProblems.PrinterNotFound(id);

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var job in await db.Set<PrintJobRow>().AsTracking().Where(row => row.PrinterId == id && row.State == PrintJobState.Waiting).ToListAsync(ct))
            (job.State, job.EndedAt, job.Said) = (PrintJobState.Cancelled, now, $"{printer.Name} was taken away.");
        db.RemoveRange(await db.Set<ChoiceRow>().AsTracking().Where(row => row.PrinterId == id).ToListAsync(ct));
        db.Remove(printer);
        return await unit.CommitAsync(ct);
    }

    /// <summary>Asks the printer how it is, outside any transaction, and keeps what it said.</summary>
    public async Task<Result> AskAsync(long id, CancellationToken ct)
    {
        if (await db.Set<PrinterRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } printer) return PrintingProblems.PrinterNotFound(id);

        var (isWell, said) = await StateAsync(printer, ct);
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<PrinterRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is { } row) (row.IsWell, row.Said, row.AskedAt) = (isWell, said, clock.GetUtcNow().UtcDateTime);
        return await unit.CommitAsync(ct);
    }

    public async Task<Result> TestAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<PrinterRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } printer) return PrintingProblems.PrinterNotFound(id);

        queue.Queue(new(PrintDocuments.TestPage, FormattableString.Invariant($"{id}"), printer.Name), null, printer, user.Name);
        return await unit.CommitAsync(ct);
    }

    /// <param name="id">Null for a new one.</param>
    public async Task<Result<long>> KeepStationAsync(long? id, string name, bool printsAtPacking, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<StationRow>().AnyAsync(row => row.Name == name && row.Id != id, ct)) return PrintingProblems.NameTaken(name);

        var known = id is null ? null : await db.Set<StationRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (known is null && id is { } wanted) return PrintingProblems.StationNotFound(wanted);
        if (known is null) db.Add(known = new() { TenantId = db.Tenant, Id = ids.Next(), Name = name, PrintsAtPacking = printsAtPacking });
        else (known.Name, known.PrintsAtPacking) = (name, printsAtPacking);
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : known.Id;
    }

    public async Task<Result> RemoveStationAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<StationRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } station) return PrintingProblems.StationNotFound(id);

        db.RemoveRange(await db.Set<ChoiceRow>().AsTracking().Where(row => row.StationId == id).ToListAsync(ct));
        db.Remove(station);
        return await unit.CommitAsync(ct);
    }

    /// <summary>Sets all choices of a station, or of everywhere else.</summary>
    /// <param name="station"><see cref="ChoiceRow.Everywhere"/> for whoever is at no station.</param>
    /// <param name="printers">The printer for each kind of document; kinds that are left out have none.</param>
    public async Task<Result> ChooseAsync(long station, IReadOnlyDictionary<string, long> printers, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (station != ChoiceRow.Everywhere && !await db.Set<StationRow>().AnyAsync(row => row.Id == station, ct)) return PrintingProblems.StationNotFound(station);

        foreach (var (document, printer) in printers)
        {
            if (sources.All(source => source.Document != document)) return PrintingProblems.UnknownDocument(document);
            if (!await db.Set<PrinterRow>().AnyAsync(row => row.Id == printer, ct)) return PrintingProblems.PrinterNotFound(printer);
        }

        var known = await db.Set<ChoiceRow>().AsTracking().Where(row => row.StationId == station).ToListAsync(ct);
        foreach (var choice in known)
            if (printers.TryGetValue(choice.Document, out var printer)) choice.PrinterId = printer;
            else db.Remove(choice);
        foreach (var (document, printer) in printers)
            if (known.TrueForAll(choice => choice.Document != document)) db.Add(new ChoiceRow { TenantId = db.Tenant, StationId = station, Document = document, PrinterId = printer });
        return await unit.CommitAsync(ct);
    }

    private async Task<(bool IsWell, Sentence Said)> StateAsync(PrinterRow printer, CancellationToken ct)
    {
        const int Stopped = 5;
        try
        {
            if (printer.Connection == PrinterConnection.Raw)
            {
                using var socket = await RawPrinter.ConnectAsync(printer.Address, ct);
                return (true, "Its port is open. A printer that is spoken to by its port says nothing more.");
            }

            var state = await ipp.StateAsync(printer.Address, ct);
            if (SendToPrinter.Format(printer.Language, state.Formats) is null) return (false, PrintingProblems.NotForThisPrinter(printer.Name, printer.Language.ToString().ToUpperInvariant()).Message);
            if (state.State == Stopped) return (false, PrinterWords.Stopped(printer.Name, state.Reasons));
            return state.IsAccepting ? (true, PrinterWords.Well(state.Model)) : (false, PrinterWords.Refusing(printer.Name, state.Reasons));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return (false, $"It does not answer at {printer.Address}: {exception.Message}");
        }
    }
}
