using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;

namespace Entrepot.Unit.Rules;

internal static class Facts
{
    public static RuleFacts AnOrder(params RuleLine[] lines) => new()
    {
        Channel = "amazon-de",
        ChannelKind = "amazon",
        Currency = "USD",
        TotalMinor = 120_000,
        TotalBaseMinor = 110_000,
        ShipTo = new() { Name = "Mia Li", Line1 = "PO Box 12", City = "Portland", Province = "OR", Postcode = "97201", Country = "US", Phone = "+1 503 555 0100", Email = "mia@example.org" },
        BuyerName = "Mia Li",
        BuyerEmail = "mia@example.org",
        BuyerNote = "Please wrap it, it is a GIFT.",
        Payment = PaymentState.Paid,
        Tags = ["vip", "gift"],
        WeightGrams = 1_500,
        Lines = lines.Length > 0 ? lines : [ALine("CUP"), ALine("LAMP", "lighting", 3, hasBattery: true)],
    };

    public static RuleLine ALine(string sku, string category = "kitchen", long quantity = 1, bool hasBattery = false) =>
        new(sku, category, quantity, 2_000, hasBattery, false, false, "691110", "CN");

    public static Result<RuleSet> Compile(string document) => RuleDocument.Compile(document, 7, new(2026, 11, 2), RuleData.On(new(2026, 11, 2)));

    public static Result<RuleSet> When(string condition, string then = """{"tag": "yes"}""") =>
        Compile($$"""{"rules": [{"name": "A rule", "when": {{condition}}, "then": {{then}}}]}""");
}
