using Entrepot.Orders.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>An order's status as it is shown.</summary>
public static class OrderStatusView
{
    public static StatusWord Word(OrderStatus status) => OrderStatusWords.Of(status);

    /// <summary>The title and tone of a timeline's event; an unknown kind shows its own name.</summary>
    public static StatusWord Event(string kind) => kind switch
    {
        "received" => new(Tone.Rest, "Received"),
        "held" => new(Tone.Warn, "Put on hold"),
        "released" => new(Tone.Go, "Released from hold"),
        "backordered" => new(Tone.Warn, "Waits for stock"),
        "stock_arrived" => new(Tone.Run, "Stock has arrived"),
        "allocated" => new(Tone.Run, "Stock reserved, transport planned"),
        "closed" => new(Tone.Rest, "Nothing to ship"),
        "packed" => new(Tone.Run, "Packed"),
        "booking_given_up" => new(Tone.Warn, "Booked anew, the first booking stays unused"),
        "booked" => new(Tone.Run, "Label bought"),
        "handed_over" => new(Tone.Out, "Handed to the carrier"),
        "shipped" => new(Tone.Out, "Shipped"),
        "delivered" => new(Tone.Go, "Delivered"),
        "cancelled" => new(Tone.Rest, "Cancelled"),
        "noted_by_rule" => new(Tone.Rest, "Noted by a rule"),
        "tagged" => new(Tone.Rest, "Tag put on"),
        "untagged" => new(Tone.Rest, "Tag taken off"),
        "assigned" => new(Tone.Rest, "Given to a person"),
        "approval_asked" => new(Tone.Warn, "A second person is asked"),
        "edited" => new(Tone.Warn, "Lines or service changed"),
        "split" => new(Tone.Run, "Split into two"),
        "split_off" => new(Tone.Run, "Split off"),
        "split_undone" => new(Tone.Rest, "Split taken back"),
        "merged" => new(Tone.Run, "Merged into another order"),
        "merged_in" => new(Tone.Run, "Another order merged in"),
        "merge_undone" => new(Tone.Rest, "Merge taken back"),
        "address_changed" => new(Tone.Warn, "Address corrected"),
        "pieces_cancelled" => new(Tone.Warn, "Pieces cancelled"),
        "cancelled_too_late" => new(Tone.Stop, "Cancellation came too late"),
        "sku_mapped" => new(Tone.Go, "Code mapped to a product"),
        "product_corrected" => new(Tone.Go, "Product corrected"),
        "classified" => new(Tone.Go, "Product classified"),
        "refused_by_carrier" => new(Tone.Stop, "Carrier refused"),
        "booking_stuck" => new(Tone.Stop, "Carrier could not be asked"),
        "papers_missing" => new(Tone.Stop, "Papers could not be made"),
        "goods_described" => new(Tone.Go, "Goods described for customs"),
        "short" => new(Tone.Warn, "Picker came up short, planned anew"),
        "short_after_leaving" => new(Tone.Stop, "Picker came up short after a part had left"),
        "tracking_intransit" => new(Tone.Out, "In transit"),
        "tracking_atcustoms" => new(Tone.Out, "At customs"),
        "tracking_outfordelivery" => new(Tone.Out, "Out for delivery"),
        "tracking_delivered" => new(Tone.Go, "Delivered by the carrier"),
        "tracking_exception" => new(Tone.Stop, "Carrier reports a problem"),
        "tracking_handedover" => new(Tone.Out, "Accepted by the carrier"),
        "tracking_returned" => new(Tone.Stop, "Returned to sender"),
        _ => new(Tone.Rest, kind),
    };
}
