using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Printing.Features;

/// <summary>Puts documents before the printers that their stations have chosen.</summary>
internal sealed class PrintQueue(EntrepotDb db, IdBlocks ids, WorkQueue work, PrintStation station, CurrentUser user, TimeProvider clock) : IPrinting
{
    public async Task<IReadOnlyList<Result<long>>> QueueAsync(IReadOnlyList<PrintWish> wishes, long? at, CancellationToken ct)
    {
        var here = at ?? station.Current;
        var chosen = await ChosenAsync(here is { } one ? [one] : [], ct);
        return [.. wishes.Select(wish => Queue(wish, here, chosen, user.Name))];
    }

    public async Task PackingHereAsync(IReadOnlyList<FulfilmentOrderId> orders, CancellationToken ct)
    {
        if (station.Current is not { } here || !await db.Set<StationRow>().AnyAsync(row => row.Id == here && row.PrintsAtPacking, ct)) return;

        foreach (var order in orders) db.Writes.Execute(PrintingSql.PackingHere, false, db.Tenant.Value, order.Value, here, user.Name);
    }

    public async Task<IReadOnlyList<FulfilmentOrderId>> PackedAtStationsAsync(IReadOnlyList<FulfilmentOrderId> orders, CancellationToken ct) =>
        await db.Set<PackingRow>().Where(row => orders.Contains(row.FulfilmentOrderId)).Select(row => row.FulfilmentOrderId).ToListAsync(ct);

    public async Task PackedAsync(IReadOnlyList<(FulfilmentOrderId Order, IReadOnlyList<PrintWish> Wishes)> packed, CancellationToken ct)
    {
        var wanted = packed.Select(order => order.Order).ToList();
        var places = await db.Set<PackingRow>().Where(row => wanted.Contains(row.FulfilmentOrderId)).ToDictionaryAsync(row => row.FulfilmentOrderId, ct);
        if (places.Count == 0) return;

        var chosen = await ChosenAsync([.. places.Values.Select(row => row.StationId).Distinct()], ct);
        foreach (var (order, wishes) in packed)
        {
            if (!places.Remove(order, out var place)) continue;
            foreach (var wish in wishes) Queue(wish, place.StationId, chosen, place.AskedBy);
            db.Writes.Execute(PrintingSql.Packed, false, db.Tenant.Value, order.Value);
        }
    }

    /// <summary>One job at a printer that is named.</summary>
    public long Queue(PrintWish wish, long? at, PrinterRow printer, string askedBy)
    {
        var job = new PrintJobRow
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            PrinterId = printer.Id,
            StationId = at,
            Document = wish.Document,
            Reference = wish.Reference,
            Title = wish.Title,
            State = PrintJobState.Waiting,
            AskedAt = clock.GetUtcNow().UtcDateTime,
            AskedBy = askedBy,
        };
        db.Writes.Insert(job);
        SendToPrinter.Ask(work, job.Id, printer);
        return job.Id;
    }

    private Result<long> Queue(PrintWish wish, long? at, Dictionary<(long Station, string Document), PrinterRow> chosen, string askedBy) =>
        (at is { } here && chosen.TryGetValue((here, wish.Document), out var printer)) || chosen.TryGetValue((ChoiceRow.Everywhere, wish.Document), out printer)
            ? Queue(wish, at, printer, askedBy)
            : PrintingProblems.NoPrinter(wish.Title);

    private async Task<Dictionary<(long Station, string Document), PrinterRow>> ChosenAsync(IReadOnlyList<long> stations, CancellationToken ct)
    {
        long[] wanted = [ChoiceRow.Everywhere, .. stations];
        var choices = await db.Set<ChoiceRow>().Where(row => wanted.Contains(row.StationId)).ToListAsync(ct);
        var named = choices.Select(choice => choice.PrinterId).Distinct().ToList();
        var printers = await db.Set<PrinterRow>().Where(row => named.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        return choices.Where(choice => printers.ContainsKey(choice.PrinterId)).ToDictionary(choice => (choice.StationId, choice.Document), choice => printers[choice.PrinterId]);
    }
}
