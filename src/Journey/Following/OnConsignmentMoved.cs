using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>Puts what the carrier reports on the order's timeline.</summary>
internal sealed class OnConsignmentAdvanced(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_consignment_advanced";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var advanced = items.Select(item => item.Read<ConsignmentAdvanced>());
        book.Note([.. advanced.Select(step => (step.Order, $"tracking_{step.Status.ToString().ToLowerInvariant()}", step.Place.Length == 0 ? (Sentence)$"{step.Text}" : $"{step.Text} · {step.Place}"))], clock.GetUtcNow().UtcDateTime);
        return Task.CompletedTask;
    }
}

/// <summary>The carrier gave numbers: the label can be printed.</summary>
internal sealed class OnConsignmentBooked(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_consignment_booked";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        book.Note([.. items.Select(item => item.Read<ConsignmentBooked>()).Select(booked => (booked.Order, "booked", (Sentence)$"{string.Join(", ", booked.TrackingNumbers)}"))], clock.GetUtcNow().UtcDateTime);
        return Task.CompletedTask;
    }
}
