using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>A tag that people put on orders.</summary>
public sealed record OrderTagView(long Id, string Name, Tone Tone)
{
    /// <summary>How many orders carry it; only where tags are looked after.</summary>
    public long Count { get; init; }
}
