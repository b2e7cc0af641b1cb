using Entrepot.Channels.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Journey.Features;

/// <summary>Whether a change of an order waits for a second person, by what the order is worth.</summary>
internal sealed class SecondPerson(EntrepotDb db, ApprovalDesk approvals, IFxRates rates, IOrderBook book, TimeProvider clock)
{
    public async Task<bool> IsNeededAsync(string kind, OrderHead order, CancellationToken ct)
    {
        var policy = await approvals.PolicyAsync(kind, ct);
        return policy.IsOn && policy.Asks(policy.AboveMinor is null ? null : await WorthAsync(order.Content, ct));
    }

    /// <summary>Asks, and says so on the order's timeline, in a unit of work of its own.</summary>
    public async Task<Result<long>> AskAsync<TPayload>(OrderHead order, ApprovalRequest request, TPayload payload, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var asked = await approvals.AskAsync(request with { Href = $"/orders/{order.Id.Value:0}" }, payload, ct);
        if (asked.Problem is not null) return asked;
        book.Note([(order.Id, "approval_asked", $"{request.What} {request.Reason}")], clock.GetUtcNow().UtcDateTime);
        return (await unit.CommitAsync(ct)).Problem is { } lost ? lost : asked;
    }

    public static string SubjectOf(OrderId order) => $"order/{order.Value:0}";

    /// <summary>In minor units of the company's currency; null where no rate is known, which is above every limit.</summary>
    private async Task<long?> WorthAsync(IncomingOrder content, CancellationToken ct)
    {
        var currency = await db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Currency).SingleAsync(ct);
        var paid = new Money(content.PaidMinor(), content.Currency);
        if (content.Currency == currency) return paid.Minor;
        var fx = await rates.AsOfAsync(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), ct);
        return fx.Knows(content.Currency) && fx.Convert(paid, currency) is { IsOk: true } converted ? converted.Value.Minor : null;
    }
}
