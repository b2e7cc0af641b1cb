using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>A held order in the queue.</summary>
public sealed record HeldRow(long Id, string Number, string Code, Sentence Reason, string Stage, string Channel, string Buyer, string Country, Money Total, DateTime Since, DateTime? ShipBy)
{
    public int Priority { get; init; }

    /// <summary>Who looks after it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>When it should be decided at the latest, UTC.</summary>
    public required DateTime DecideBy { get; init; }
}

/// <summary>The hold queue: the cases, how many for each reason, and the one that is open beside the list.</summary>
public sealed record HoldQueueView(ListUrl Url, IReadOnlyList<HeldRow> Rows, long Total, IReadOnlyDictionary<string, int> ByReason, OrderPageView? Open)
{
    public const int PageSize = 50;

    /// <summary>Whom cases can be given to, the reader first.</summary>
    public IReadOnlyList<Option> People { get; init; } = [];
    public IReadOnlyList<Option> Shops { get; init; } = [];

    /// <summary>The case below the open one; null at the end of the page.</summary>
    public long? Next => Rows.SkipWhile(row => row.Id != Open?.Id).Skip(1).FirstOrDefault()?.Id;
}
