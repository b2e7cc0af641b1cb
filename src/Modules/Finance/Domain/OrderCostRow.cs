using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Finance.Domain;

/// <summary>One figure of an order: what we expected, and what it really was once that is known.</summary>
internal sealed class OrderCostRow : ITenantRow
{
    public TenantId TenantId { get; init; }
    public OrderId OrderId { get; init; }
    public CostKind Kind { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>Minor units; income positive, cost negative.</summary>
    public long EstimatedMinor { get; init; }

    /// <summary>Null until it is known.</summary>
    public long? ActualMinor { get; init; }
    public Sentence Explanation { get; init; } = Sentence.Empty;
}

/// <summary>global: units of a currency for one euro on one day.</summary>
internal sealed class FxRateRow
{
    public DateOnly Day { get; init; }
    public string Currency { get; init; } = "";
    public long RateE6 { get; init; }
    public string Source { get; init; } = "";
}
