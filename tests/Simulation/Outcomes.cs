using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation;

/// <summary>Counts how often the outcome of each call to the world was committed: by one attempt, whoever else has tried.</summary>
internal sealed class Outcomes : DbTransactionInterceptor
{
    private readonly Dictionary<Guid, WorkItem> writing = [];
    private readonly Dictionary<long, (WorkItem Item, int Times)> written = [];

    public IEnumerable<string> Twice => written.Values.Where(one => one.Times > 1).Select(one => $"The outcome of a call is written once: {one.Item.Kind} {one.Item.Key} {one.Times} times");

    public void Watch(IServiceCollection services, World world)
    {
        Decorate<IExternalWork>(services, (work, provider) => new Watched(work, provider.GetRequiredService<EntrepotDb>(), this));
        services.ConfigureDbContext<EntrepotDb>(options => options.AddInterceptors(world.Outcomes));
    }

    /// <summary>Puts something in front of every implementation of a contract.</summary>
    public static void Decorate<T>(IServiceCollection services, Func<T, IServiceProvider, T> front) where T : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].ServiceType != typeof(T)) continue;
            var inner = services[i];
            services[i] = ServiceDescriptor.Scoped(provider => front(
                (T)(inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType ?? throw new InvalidOperationException($"{typeof(T).Name} is an instance."))), provider));
        }
    }

    public override Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (writing.Remove(eventData.TransactionId, out var item)) written[item.Id] = (item, written.GetValueOrDefault(item.Id).Times + 1);
        return Task.CompletedTask;
    }

    private sealed class Watched(IExternalWork work, EntrepotDb db, Outcomes outcomes) : IExternalWork
    {
        public string Kind => work.Kind;

        public Task<object> CallAsync(WorkItem item, CancellationToken ct) => work.CallAsync(item, ct);

        public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
        {
            if (db.Database.CurrentTransaction is { } open) outcomes.writing[open.TransactionId] = item;
            return work.ApplyAsync(item, outcome, ct);
        }

        public Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct) => work.GiveUpAsync(item, why, ct);
    }
}
