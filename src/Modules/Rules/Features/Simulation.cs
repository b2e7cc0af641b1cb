using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Features;

/// <param name="Rules">A document of rules; absent for the draft.</param>
internal sealed record SimulationRequest(JsonElement? Rules, IReadOnlyList<SimulationOrder> Orders);

/// <summary>An order as one writes it down to try a rule: everything but what the rule is about may be left out.</summary>
internal sealed record SimulationOrder
{
    public string Channel { get; init; } = "";
    public string ChannelKind { get; init; } = "";
    public string Currency { get; init; } = "EUR";
    public long TotalMinor { get; init; }

    /// <summary>Left out, the total counts as one in the company's currency.</summary>
    public long? TotalBaseMinor { get; init; }
    public Address ShipTo { get; init; } = new();
    public string BuyerName { get; init; } = "";
    public string BuyerEmail { get; init; } = "";
    public string BuyerNote { get; init; } = "";
    public PaymentState Payment { get; init; } = PaymentState.Paid;
    public IReadOnlyList<string> Tags { get; init; } = [];
    public long WeightGrams { get; init; }
    public IReadOnlyList<SimulationLine> Lines { get; init; } = [];

    public RuleFacts ToFacts() => new()
    {
        Channel = Channel,
        ChannelKind = ChannelKind,
        Currency = Currency,
        TotalMinor = TotalMinor,
        TotalBaseMinor = TotalBaseMinor ?? TotalMinor,
        ShipTo = ShipTo,
        BuyerName = BuyerName.Length > 0 ? BuyerName : ShipTo.Name,
        BuyerEmail = BuyerEmail.Length > 0 ? BuyerEmail : ShipTo.Email,
        BuyerNote = BuyerNote,
        Payment = Payment,
        Tags = Tags,
        WeightGrams = WeightGrams,
        Lines = [.. Lines.Select(line => line.ToFact())],
    };
}

internal sealed record SimulationLine
{
    public string Sku { get; init; } = "";
    public string Category { get; init; } = "";
    public long Quantity { get; init; } = 1;
    public long AmountMinor { get; init; }
    public bool HasBattery { get; init; }
    public bool IsAlcohol { get; init; }
    public bool IsLiquid { get; init; }
    public string HsCode { get; init; } = "";
    public string Origin { get; init; } = "";

    public RuleLine ToFact() => new(Sku, Category, Quantity, AmountMinor, HasBattery, IsAlcohol, IsLiquid, HsCode, Origin);
}

/// <summary>The answer for one order: both outcomes, and whether they differ.</summary>
internal sealed record SimulatedOrder(bool IsDifferent, SimulatedOutcome Published, SimulatedOutcome Tried)
{
    public static SimulatedOrder Of(RuleComparison compared) => new(compared.IsDifferent, SimulatedOutcome.Of(compared.Published), SimulatedOutcome.Of(compared.Draft));
}

internal sealed record SimulatedOutcome(
    IReadOnlyList<string> Holds, IReadOnlyList<string> Tags, IReadOnlyList<string> Warehouses, string? Strategy, string? Service, int Priority,
    string Summary, IReadOnlyList<SimulatedMatch> Matched)
{
    public static SimulatedOutcome Of(RuleOutcome outcome) => new(
        [.. outcome.Holds.Select(hold => $"{hold.Code}: {hold.Message}")], outcome.Tags, outcome.Warehouses, outcome.Strategy, outcome.Service, outcome.Priority,
        outcome.Trace.Detail.ToString(), [.. outcome.Trace.Alternatives.Select(match => new SimulatedMatch(match.Name, match.Value.ToString(), match.Note.ToString()))]);
}

internal sealed record SimulatedMatch(string Rule, string Does, string Why);
