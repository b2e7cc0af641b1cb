using System.Text.Json;
using Entrepot.Platform.Data;

namespace Entrepot.Platform.Work;

/// <summary>Asks for work and publishes events; both are rows of the transaction that is open.</summary>
public sealed class WorkQueue(EntrepotDb db, IdBlocks ids, WorkClock clock, EventSubscriptions subscriptions)
{
    /// <summary>One item of <paramref name="kind"/>, due now or in so long. Written at the unit of work's commit.</summary>
    /// <param name="after">By the queue's own clock: the caller's may be minutes apart from it, and what is due too early over and over again never rests.</param>
    /// <param name="destination">Whom a call to the world is for; see <see cref="IExternalWork"/>. Without one the kind is a destination of its own.</param>
    public void Add<T>(string kind, string key, T payload, TimeSpan after = default, string destination = "")
    {
        var now = clock.Now;
        db.Writes.Insert(new WorkItem
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            Kind = kind,
            Key = key,
            Destination = destination,
            Payload = JsonSerializer.Serialize(payload),
            CreatedAt = now,
            DueAt = now + after,
            State = WorkState.Waiting,
        });
    }

    /// <summary>
    /// Wakes parked items of this kind and key. Their attempts begin at one, not at zero: an earlier attempt may have
    /// reached the other side, so the next one asks there first.
    /// </summary>
    public void Wake(string kind, string key) => db.Writes.Execute(WorkSql.Wake, false, db.Tenant.Value, kind, key, Timestamps.ToStored(clock.Now));

    /// <summary>Tells every subscriber, after commit and at least once, in one work item each.</summary>
    public void Publish<TEvent>(string key, TEvent happened) where TEvent : notnull
    {
        foreach (var kind in subscriptions.KindsFor(typeof(TEvent))) Add(kind, key, happened);
    }
}

/// <summary>Who listens to which event; filled by the modules' registrations.</summary>
public sealed class EventSubscriptions(IEnumerable<EventSubscription> all)
{
    private readonly ILookup<Type, string> kinds = all.ToLookup(subscription => subscription.Event, subscription => subscription.Kind);

    public IEnumerable<string> KindsFor(Type @event) => kinds[@event];
}

/// <summary>One handler's interest in one event; <paramref name="Kind"/> is the handler's work kind.</summary>
public sealed record EventSubscription(Type Event, string Kind);
