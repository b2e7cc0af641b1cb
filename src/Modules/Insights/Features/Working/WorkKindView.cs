using System.Collections.Frozen;
using Entrepot.Platform.Ui;

namespace Entrepot.Insights.Features.Working;

/// <summary>What a kind of work is, for people: a word for every kind that there is. A test reads the kinds from the product.</summary>
public static class WorkKindView
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["catalog.apply_import"] = "Take over a file of products",
        ["channels.fetch"] = "Fetch single orders from a shop",
        ["channels.pull"] = "Ask a shop for new orders",
        ["channels.forget_uploads"] = "Forget uploads that were broken off",
        ["channels.tell_parcel"] = "Tell a shop about a parcel",
        ["channels.intake"] = "Orders at the door",
        ["customs.file"] = "File a declaration",
        ["journey"] = "Orders that wait for their journey",
        ["journey.on_booking_stuck"] = "Tell the order: the booking is stuck",
        ["journey.on_consignment_advanced"] = "Tell the order: its parcels go on",
        ["journey.on_consignment_booked"] = "Make the papers of booked parcels",
        ["journey.on_consignment_delivered"] = "Tell the order: delivered",
        ["journey.on_consignment_moved"] = "Tell the order: its parcels were scanned",
        ["journey.on_consignment_refused"] = "Tell the order: the carrier refused",
        ["journey.on_fulfilment_handed_over"] = "Tell the order: handed over",
        ["journey.on_fulfilment_packed"] = "Tell the order: packed",
        ["journey.on_fulfilment_short"] = "Tell the order: goods are missing",
        ["journey.on_order_lines_cancelled"] = "Give back what was cancelled",
        ["journey.on_product_corrected"] = "Run orders again that waited for a product",
        ["journey.on_stock_freed"] = "Run orders again that waited for stock",
        ["platform.forget_answers"] = "Forget old answers of the API",
        ["platform.make_backup"] = "Make a backup",
        ["printing.follow"] = "Ask the printer what became of a job",
        ["printing.send"] = "Send to a printer",
        ["transport.book"] = "Book at a carrier",
        ["transport.track"] = "Track parcels",
        ["transport.void"] = "Take a booking back",
        ["warehouse.forget_scans"] = "Forget old scans",
        ["warehouse.on_booking_stuck"] = "Tell the packing table: the booking is stuck",
        ["warehouse.on_consignment_booked"] = "Tell the packing table: booked",
        ["warehouse.on_consignment_refused"] = "Tell the packing table: the carrier refused",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>In English; null for a kind that has no word, whose code is shown then.</summary>
    public static string? Of(string kind) => Words.GetValueOrDefault(kind);

    /// <summary>In the reader's language.</summary>
    public static string Say(Text words, string kind) => Of(kind) is { } word ? words[word] : kind;
}
