using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The matrix code on a label: what the carrier's scanners read.</summary>
public enum LabelMatrix { Qr, DataMatrix }

/// <summary>What stands on the label of one parcel.</summary>
public sealed record CarrierLabel
{
    public required Address ShipFrom { get; init; }
    public required Address ShipTo { get; init; }

    /// <summary>The carrier's name as its depot staff know it.</summary>
    public required string Carrier { get; init; }

    /// <summary>The carrier service: <c>Cross-border tracked</c>.</summary>
    public required string Service { get; init; }

    /// <summary>ASCII, at most 48 characters: it is drawn in Code 128.</summary>
    public required string TrackingNumber { get; init; }

    /// <summary>The day it is handed over, in the warehouse's zone.</summary>
    public required DateOnly Date { get; init; }

    public required long WeightGrams { get; init; }

    /// <summary>The carrier's sorting code; empty where it has none.</summary>
    public string RoutingCode { get; init; } = "";

    /// <summary>Counted from 1 within the consignment.</summary>
    public int ParcelNumber { get; init; } = 1;
    public int ParcelCount { get; init; } = 1;

    /// <summary>Our own number, for finding the parcel again.</summary>
    public string Reference { get; init; } = "";

    /// <summary>What the matrix code says; empty takes the tracking number.</summary>
    public string QrPayload { get; init; } = "";

    /// <summary>A Data Matrix holds ASCII; for other text a QR code is drawn all the same.</summary>
    public LabelMatrix Matrix { get; init; }

    /// <summary>Serial shipping container code, 18 digits with their check digit: drawn as GS1-128. Empty where the parcel has none.</summary>
    public string Sscc { get; init; } = "";

    /// <summary>One or two lines for customs: <c>DDP · IOSS IM2760000000 · EUR 24.90</c>; empty within one customs territory.</summary>
    public string CustomsHint { get; init; } = "";
}
