using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;

namespace Entrepot.Orders.Features;

/// <summary>A consignment's status as it is shown.</summary>
public static class ConsignmentView
{
    public static StatusWord Word(ConsignmentStatus status) => status switch
    {
        ConsignmentStatus.Planned => new(Tone.Rest, "Planned"),
        ConsignmentStatus.Booking => new(Tone.Run, "Label is being bought"),
        ConsignmentStatus.Booked => new(Tone.Run, "Label bought"),
        ConsignmentStatus.HandedOver => new(Tone.Out, "Handed to the carrier"),
        ConsignmentStatus.InTransit => new(Tone.Out, "In transit"),
        ConsignmentStatus.AtCustoms => new(Tone.Out, "At customs"),
        ConsignmentStatus.OutForDelivery => new(Tone.Out, "Out for delivery"),
        ConsignmentStatus.Delivered => new(Tone.Go, "Delivered"),
        ConsignmentStatus.Exception => new(Tone.Stop, "Carrier reports a problem"),
        ConsignmentStatus.Returned => new(Tone.Stop, "Returned to sender"),
        ConsignmentStatus.Voided => new(Tone.Rest, "Taken back"),
        _ => new(Tone.Rest, status.ToString()),
    };
}
