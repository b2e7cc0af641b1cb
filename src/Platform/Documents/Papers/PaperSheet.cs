namespace Entrepot.Platform.Documents.Papers;

/// <summary>What lies in a printer.</summary>
public enum PaperSheet
{
    /// <summary>4 × 6 inch, the label of most carriers.</summary>
    Label4x6,

    /// <summary>100 × 150 mm, the same in metric lands.</summary>
    Label100x150,

    /// <summary>100 × 100 mm, as Chinese lines use it.</summary>
    Label100x100,

    A6,
    A4,

    /// <summary>100 × 50 mm, a roll of labels for goods and bins; too small for a parcel.</summary>
    Label100x50,
}

public static class PaperSheets
{
    /// <summary>Width and height in millimetres.</summary>
    public static (double Width, double Height) Size(this PaperSheet sheet) => sheet switch
    {
        PaperSheet.Label4x6 => (101.6, 152.4),
        PaperSheet.Label100x150 => (100, 150),
        PaperSheet.Label100x100 => (100, 100),
        PaperSheet.Label100x50 => (100, 50),
        PaperSheet.A6 => (105, 148),
        PaperSheet.A4 => (210, 297),
        _ => throw new ArgumentOutOfRangeException(nameof(sheet), sheet, "Every sheet has its size."),
    };

    /// <summary>One label is laid out on it; on A4 a parcel's stands in the corner of the sheet, and small ones side by side.</summary>
    public static bool IsLabel(this PaperSheet sheet) => sheet != PaperSheet.A4;

    /// <summary>Has room for a parcel's label.</summary>
    public static bool TakesParcels(this PaperSheet sheet) => sheet != PaperSheet.Label100x50;
}
