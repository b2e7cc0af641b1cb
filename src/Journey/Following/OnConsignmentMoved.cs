using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>Puts what the carrier reports on the order's timeline.</summary>
internal sealed class OnConsignmentMoved(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_consignment_moved";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        book.Note([.. items.Select(item => item.Read<ConsignmentMoved>()).SelectMany(moved => moved.Steps.Select(step => Note(moved.Order, step)))], clock.GetUtcNow().UtcDateTime);
        return Task.CompletedTask;
    }

    public static (OrderId, string, Sentence) Note(OrderId order, ConsignmentStep step) =>
        (order, $"tracking_{step.Status.ToString().ToLowerInvariant()}", step.Place.Length == 0 ? (Sentence)$"{step.Text}" : $"{step.Text} · {step.Place}");
}

/// <summary>The same for steps that an earlier version has left in the queue.</summary>
internal sealed class OnConsignmentAdvanced(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_consignment_advanced";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var advanced = items.Select(item => item.Read<ConsignmentAdvanced>());
        book.Note([.. advanced.Select(step => OnConsignmentMoved.Note(step.Order, new(step.Status, step.Text, step.Place, step.At)))], clock.GetUtcNow().UtcDateTime);
        return Task.CompletedTask;
    }
}

/// <summary>The carrier gave numbers: the label can be printed, and the papers are made that the parcels cannot leave without.</summary>
internal sealed class OnConsignmentBooked(MakePapers papers, IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_consignment_booked";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var booked = items.Select(item => item.Read<ConsignmentBooked>()).ToList();
        book.Note([.. booked.SelectMany(Notes)], clock.GetUtcNow().UtcDateTime);
        await papers.RunAsync([.. booked.Select(consignment => consignment.Consignment)], ct);
    }

    private static IEnumerable<(OrderId, string, Sentence)> Notes(ConsignmentBooked consignment)
    {
        if (consignment.GivenUp.Count > 0)
            yield return (consignment.Order, "booking_given_up", $"The carrier booked {string.Join(", ", consignment.GivenUp)} and its answer was lost. Nothing leaves under that number: if the carrier bills it, dispute it.");
        yield return (consignment.Order, "booked", $"{string.Join(", ", consignment.TrackingNumbers)}");
    }
}
