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
