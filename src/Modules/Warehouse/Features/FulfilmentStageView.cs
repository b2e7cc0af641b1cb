using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Features;

/// <summary>The stages of the floor as they are shown.</summary>
public static class FulfilmentStageView
{
    public static StatusWord Word(FulfilmentStatus status) => status switch
    {
        FulfilmentStatus.Planned => new(Tone.Rest, "Planned"),
        FulfilmentStatus.InWave => new(Tone.Run, "In wave"),
        FulfilmentStatus.Picked => new(Tone.Run, "Picked"),
        FulfilmentStatus.Packed => new(Tone.Run, "Packed"),
        FulfilmentStatus.Labelled => new(Tone.Go, "Labelled"),
        FulfilmentStatus.HandedOver => new(Tone.Out, "Handed over"),
        FulfilmentStatus.Short => new(Tone.Warn, "Short"),
        FulfilmentStatus.Cancelled => new(Tone.Stop, "Cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Every stage has its word."),
    };
}
