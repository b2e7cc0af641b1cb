namespace Entrepot.Rules.Contracts;

/// <summary>An order with its facts, to try rules on.</summary>
/// <param name="Order">Its id in the order book.</param>
public sealed record RuleCase(long Order, string Number, RuleFacts Facts);

/// <summary>The orders that a company had, as rules see them. Answered by whoever knows what an order is; reads only.</summary>
public interface IRuleOrders
{
    /// <summary>
    /// At most <paramref name="limit"/> orders, the newest first; fewer when there are no more. Products are those of today's
    /// catalogue; times are compared with the moment an order was placed.
    /// </summary>
    /// <param name="before">Only older ones than this order; null begins with the newest.</param>
    /// <param name="since">Only those placed then or later, UTC.</param>
    /// <param name="asks">Whether somebody asks for a fact, by its name; what nobody asks for need not be looked up.</param>
    Task<IReadOnlyList<RuleCase>> BeforeAsync(long? before, DateTime since, int limit, Func<string, bool> asks, CancellationToken ct);
}
