using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

public static class WorkSetup
{
    /// <summary>The queue itself, for every host.</summary>
    internal static IServiceCollection AddWork(this IServiceCollection services)
    {
        services.AddSingleton<ProcessName>();
        services.AddSingleton<WorkClock>();
        services.AddSingleton<RunMarks>();
        services.TryAddSingleton(_ => DestinationRules.Read());
        services.AddSingleton<Destinations>();
        services.AddSingleton<WorkSignals>();
        services.AddSingleton<WorkKinds>();
        services.AddSingleton<Schedules>();
        services.AddSingleton<WorkFailures>();
        services.AddSingleton<WorkBatches>();
        services.AddSingleton<LeasedOutcomes>();
        services.AddSingleton<LeasedWork>();
        services.AddSingleton<PreparedCalls>();
        services.AddSingleton<WorkCalls>();
        services.AddSingleton<SuspectGroups>();
        services.AddSingleton<WorkSuspects>();
        services.AddSingleton<SuspectPause>();
        services.AddSingleton(provider => new WorkRunner(
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<WorkKinds>(), provider.GetRequiredService<WorkBatches>(), provider.GetRequiredService<WorkCalls>(),
            provider.GetRequiredService<WorkSuspects>(), provider.GetRequiredService<SuspectPause>(), provider.GetRequiredService<Schedules>(), provider.GetRequiredService<Destinations>(), provider.GetRequiredService<WorkClock>(), provider.GetRequiredService<ILogger<WorkRunner>>()));
        services.AddScoped<WorkQueue>();
        services.AddScoped<WorkDesk>();
        services.AddSingleton<EventSubscriptions>();
        return services;
    }

    public static IServiceCollection AddWorkHandler<THandler>(this IServiceCollection services) where THandler : class, IWorkHandler =>
        services.AddScoped<IWorkHandler, THandler>();

    public static IServiceCollection AddExternalWork<TWork>(this IServiceCollection services) where TWork : class, IExternalWork =>
        services.AddScoped<IExternalWork, TWork>();

    /// <summary>Work of the kind comes again and again for each company; see <see cref="Schedule"/>.</summary>
    public static IServiceCollection AddSchedule(this IServiceCollection services, string kind, Cadence cadence, bool isForServer = false) =>
        services.AddSingleton(new Schedule(kind, cadence, isForServer));

    /// <summary>The handler takes work of <paramref name="kind"/> whenever <typeparamref name="TEvent"/> is published.</summary>
    public static IServiceCollection AddSubscriber<TEvent, THandler>(this IServiceCollection services, string kind) where THandler : class, IWorkHandler =>
        services.AddSingleton(new EventSubscription(typeof(TEvent), kind)).AddWorkHandler<THandler>();
}
