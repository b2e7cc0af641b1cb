using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Features;

/// <summary>One product of a receipt or a count.</summary>
/// <param name="Expected">Null while a count is blind.</param>
public sealed record FloorLineRow(long Product, string Sku, string Gtin, string Name, string NameChinese, long? Expected, long Counted, long Damaged, long? FirstCounted)
{
    public long Difference => Counted - (Expected ?? Counted);
}

/// <summary>A floor job as the scanner shows it.</summary>
/// <param name="Bin">Where the worker stands, or where goods in hand came from.</param>
/// <param name="InHand">What the worker carries.</param>
/// <param name="Proposed">The bin to bring it to, and why.</param>
public sealed record FloorTaskView(
    long Id, string Number, FloorTaskKind Kind, string State, string Warehouse, string Reference, string StartedBy, DateTime StartedAt, string? Bin, FloorLineRow? InHand, string? Proposed, Sentence? Reason,
    IReadOnlyList<FloorLineRow> Lines)
{
    public bool IsOpen => State is "Open" or "Recount";
    public long Counted => Lines.Sum(line => line.Counted);
    public long Expected => Lines.Sum(line => line.Expected ?? 0);

    public static StatusWord Word(string state) => state switch
    {
        "Open" => new(Tone.Run, "Open|state"),
        "Recount" => new(Tone.Warn, "Count again"),
        "Waiting" => new(Tone.Aux, "Waits for approval"),
        "Done" => new(Tone.Go, "Done"),
        _ => new(Tone.Rest, "Dropped"),
    };
}

/// <summary>What is to be done on the floor of one warehouse.</summary>
public sealed record FloorHubView(string Warehouse, IReadOnlyList<string> Warehouses, long Announced, long AtTheDock, long Walks, long ToPack, long CountsWaiting);

/// <summary>Goods that are announced for a warehouse, by what announced them.</summary>
public sealed record AnnouncedRow(string Cause, DateOnly ExpectedOn, int Products, long Pieces);

public sealed record ReceiveView(string Warehouse, IReadOnlyList<AnnouncedRow> Rows);

/// <summary>Counts, those that wait for a decision first.</summary>
public sealed record CountListView(ListUrl Url, IReadOnlyList<FloorTaskView> Rows, long Total)
{
    public const int PageSize = 50;
}

/// <summary>What a code is, and what can be done with it.</summary>
public sealed record LookView(string Code, BinRow? Bin, FloorLineRow? Product, IReadOnlyList<PlaceRow> Places, IReadOnlyList<FulfilmentRow> Orders, IReadOnlyList<(string Title, string Name, Sentence Note, string Href)> Others)
{
    public bool IsFound => Bin is not null || Product is not null || Orders.Count > 0 || Others.Count > 0;
}
