using Entrepot.Channels.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Journey.Contracts;

/// <summary>Orders written down, as rules see them: without a company, its catalogue and its stock.</summary>
public static class OrderText
{
    /// <param name="json">One order in the product's own JSON, as <c>POST /api/v1/orders</c> takes it.</param>
    /// <param name="channel">The shop's code; null leaves it absent.</param>
    /// <param name="baseCurrency">The company's, for the facts that are compared over all shops; reference rates of the day convert.</param>
    public static Result<RuleFacts> Facts(string json, string? channel, string baseCurrency, DateTime now)
    {
        var order = OwnOrders.Read(json);
        if (order.Problem is { } problem) return problem;
        var shop = channel is null ? null : new SalesChannel(default, channel, channel, "", order.Value.Currency);
        var facts = OrderFacts.Of(order.Value, shop, OrderFacts.Lines(order.Value), ReferenceRates.AsOf(DateOnly.FromDateTime(now)), baseCurrency, now);
        return facts with { ChannelKind = null };
    }
}
