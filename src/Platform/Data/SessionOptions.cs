using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Data;

/// <summary>
/// What EF Core is told of each database, put together once for all sessions. Done for each session, as the framework does it,
/// it was the largest part of what a posted order with a key allocated.
/// </summary>
/// <param name="host">The host's own services: nothing in the options may belong to one scope.</param>
internal sealed class SessionOptions(IServiceProvider host)
{
    private readonly ConditionalWeakTable<DatabaseEngine, DbContextOptions<EntrepotDb>> known = [];

    public DbContextOptions<EntrepotDb> Of(DatabaseEngine engine) => known.GetValue(engine, Build);

    private DbContextOptions<EntrepotDb> Build(DatabaseEngine engine)
    {
        var options = new DbContextOptionsBuilder<EntrepotDb>();
        options.UseApplicationServiceProvider(host);
        engine.Configure(options);
        options.AddInterceptors(PlaceCheck.Shared).ReplaceService<IModelCacheKeyFactory, ModelPerHost>()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.NoEntityTypeConfigurationsWarning));
        foreach (var more in host.GetServices<IDbContextOptionsConfiguration<EntrepotDb>>()) more.Configure(host, options);
        return options.Options;
    }
}
