using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>A call that needs nothing from the database any more.</summary>
/// <param name="CallMax">How long it may take.</param>
internal sealed record PreparedCall(TimeSpan CallMax, Func<CancellationToken, Task<object>> MakeAsync);

/// <summary>Has calls that are leased together read together what they need: many look-ups of one row each become a few.</summary>
internal sealed partial class PreparedCalls(IServiceScopeFactory scopes, ILogger<PreparedCalls> log)
{
    /// <returns>For each item its call; null where it reads for itself.</returns>
    public async Task<IReadOnlyList<PreparedCall?>> OfAsync(TenantId tenant, string kind, IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var none = new PreparedCall?[items.Count];
        if (items.Count < 2) return none;
        try
        {
            await using var scope = scopes.For(tenant);
            if (scope.ServiceProvider.GetServices<IExternalWork>().Single(work => work.Kind == kind) is not IBatchedWork work) return none;

            var calls = await work.PrepareAsync(items, ct);
            return [.. calls.Select(call => call is null ? null : new PreparedCall(work.CallMax, call))];
        }
        catch (Exception exception) when (exception is not OperationCanceledException) // They are leased: each goes its own way, and fails alone where it must.
        {
            LogUnprepared(log, kind, items.Count, exception.GetType().Name);
            return none;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} calls of kind {Kind} could not be prepared together: {Exception}. Each reads for itself")]
    private static partial void LogUnprepared(ILogger logger, string kind, int count, string exception);
}
