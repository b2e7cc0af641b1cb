using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Work;

public static class WorkSetup
{
    public static IServiceCollection AddWorkHandler<THandler>(this IServiceCollection services) where THandler : class, IWorkHandler =>
        services.AddScoped<IWorkHandler, THandler>();

    public static IServiceCollection AddExternalWork<TWork>(this IServiceCollection services) where TWork : class, IExternalWork =>
        services.AddScoped<IExternalWork, TWork>();

    /// <summary>The handler takes work of <paramref name="kind"/> whenever <typeparamref name="TEvent"/> is published.</summary>
    public static IServiceCollection AddSubscriber<TEvent, THandler>(this IServiceCollection services, string kind) where THandler : class, IWorkHandler =>
        services.AddSingleton(new EventSubscription(typeof(TEvent), kind)).AddWorkHandler<THandler>();
}
