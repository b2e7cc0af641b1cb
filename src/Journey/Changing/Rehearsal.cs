using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Journey.Changing;

/// <summary>
/// Tries a change of orders out: makes it, sends the orders on their journey, looks where they end, and takes everything back. What is shown is what
/// would happen, because it is what happens, up to the commit.
/// </summary>
internal sealed class Rehearsal(IServiceScopeFactory scopes, CurrentUser user, TimeProvider clock)
{
    /// <param name="change">Makes the change in the open unit of work of the scope it is given, and answers which orders then wait for a journey.</param>
    /// <returns>How each order would end, in the order of their ids, or the change's own refusal.</returns>
    public async Task<Result<IReadOnlyList<Rehearsed>>> RunAsync(Func<IServiceProvider, Task<Result<IReadOnlyList<OrderId>>>> change, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope(); // A session of its own: nothing of it may stay behind in the caller's.
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(user.Tenant, user.UserId ?? 0, user.Name, ["*"]);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        var changed = await change(scope.ServiceProvider);
        if (changed.Problem is { } problem) return problem;

        await unit.TryOutAsync(ct);
        var booked = await scope.ServiceProvider.GetRequiredService<IOrderBook>().NextAsync(changed.Value, ct);
        var travellers = booked.OrderBy(order => order.Id.Value).Select(order => new Traveller(order)).ToList();
        var batch = await OrderBatch.OfAsync(scope.ServiceProvider, travellers, clock.GetUtcNow().UtcDateTime, ct);
        await scope.ServiceProvider.GetRequiredService<OrderJourney>().RunAsync(batch, ct);
        return new Result<IReadOnlyList<Rehearsed>>(travellers.ConvertAll(Of));
    }

    /// <summary>How these orders end when they simply run again, today: what a change is compared with.</summary>
    public Task<Result<IReadOnlyList<Rehearsed>>> AsTheyAreAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => RunAsync(async services =>
    {
        foreach (var order in orders)
            if ((await services.GetRequiredService<Features.ChangeOrder>().RestartAsync(order, "rehearsed", "–", change: null, ct)).Problem is { } problem) return problem;
        return new Result<IReadOnlyList<OrderId>>(orders);
    }, ct);

    private static Rehearsed Of(Traveller order)
    {
        var currency = order.Currency;
        var parcels = order.Parts.Sum(part => part.Transport?.Parcels.Count ?? 0);
        var skus = order.Products.OfType<Catalog.Contracts.Product>().SelectMany(product => product.Parts.Select(part => part.Product).Append(product)).DistinctBy(product => product.Id).ToDictionary(product => product.Id, product => product.Sku);
        return new(order.Order.Id.Value, order.Order.Number, order.Status, order.Held?.Message)
        {
            Pieces = order.Pieces.Sum(piece => piece.Quantity),
            Warehouses = string.Join(", ", order.Parts.Select(part => part.Warehouse.Code)),
            Services = string.Join(", ", order.Parts.Select(part => part.Transport?.ServiceName).OfType<string>().Distinct(StringComparer.Ordinal)),
            Parcels = parcels,
            Paid = new(order.Content.PaidMinor(), currency),
            Freight = Sum(part => part.Transport?.Price.Minor),
            Duty = Sum(part => part.LandedCost?.Duty.Minor),
            ImportTax = Sum(part => part.LandedCost?.ImportTax.Minor),
            Fees = Sum(part => part.LandedCost?.Fees.Minor),
            Profit = order.ProfitMinor is { } profit ? new Money(profit, currency) : null,
            Missing = [.. order.Shortages.Select(shortage => new MissingPieces(Place(order, shortage.Line), skus.GetValueOrDefault(shortage.Product, ""), shortage.Quantity, shortage.ExpectedOn))],
        };

        Money Sum(Func<Part, long?> minor) => new(order.Parts.Sum(part => minor(part) ?? 0), currency);
    }

    private static int Place(Traveller order, OrderLineId line)
    {
        for (var i = 0; i < order.Order.LineIds.Count; i++)
            if (order.Order.LineIds[i] == line) return i;
        throw new InvalidOperationException($"{order.Order.Number} lacks pieces of a line that it does not have.");
    }
}
