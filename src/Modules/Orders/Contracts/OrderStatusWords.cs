using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Contracts;

/// <summary>The word and tone of each status, for pages; its translation stands with this module.</summary>
public static class OrderStatusWords
{
    public static StatusWord Of(OrderStatus status) => status switch
    {
        OrderStatus.Received => new(Tone.Rest, "Received"),
        OrderStatus.OnHold => new(Tone.Warn, "On hold"),
        OrderStatus.Backordered => new(Tone.Warn, "Backordered"),
        OrderStatus.Allocated => new(Tone.Run, "Allocated"),
        OrderStatus.InFulfilment => new(Tone.Run, "In fulfilment"),
        OrderStatus.Shipped => new(Tone.Out, "Shipped"),
        OrderStatus.Delivered => new(Tone.Go, "Delivered"),
        OrderStatus.Cancelled => new(Tone.Rest, "Cancelled"),
        OrderStatus.Closed => new(Tone.Rest, "Nothing to ship"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
