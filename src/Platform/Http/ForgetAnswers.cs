using Entrepot.Platform.Data;
using Entrepot.Platform.Work;

namespace Entrepot.Platform.Http;

/// <summary>Removes the answers that nobody may ask for any more, once an hour.</summary>
internal sealed class ForgetAnswers(EntrepotDb db, TimeProvider clock) : IWorkHandler
{
    public const string WorkKind = "platform.forget_answers";

    public static readonly Cadence Cadence = Cadence.Every(TimeSpan.FromHours(1));

    public string Kind => WorkKind;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        db.Writes.Execute(IdempotencySql.Forget, false, db.Tenant.Value, Timestamps.ToStored(now - IdempotencyRules.On(now).KeptFor));
        return Task.CompletedTask;
    }
}
