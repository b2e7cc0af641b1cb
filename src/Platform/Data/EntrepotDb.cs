using System.Reflection;
using System.Runtime.CompilerServices;
using Entrepot.Kernel;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Data;

/// <summary>
/// The one database session. Modules add their own tables to the model, but their entities are <c>internal</c>,
/// so no module can name another module's rows: the compiler is the boundary. One context means one transaction
/// per batch over all modules, and one list of migrations.
/// </summary>
/// <remarks>
/// Every entity that is an <see cref="ITenantRow"/> is filtered by the scope's company without being asked; hand-written
/// SQL says <c>tenant_id = @t</c> itself. Entities are read without tracking unless a use case asks for it.
/// </remarks>
public sealed class EntrepotDb(DbContextOptions<EntrepotDb> options, ModuleList modules, CurrentUser user, IServiceProvider scope, IdBlocks ids, TimeProvider clock, Signals signals)
    : DbContext(options)
{
    private readonly ScopeCell place = scope.GetRequiredService<ScopeCell>();
    private readonly DatabaseEngine engine = scope.GetRequiredService<ScopeCell>().Cell.Engine;
    private BatchWrites? writes;
    private KeptRows? kept;

    /// <summary>The company this session reads and writes; the model's query filters use it.</summary>
    public TenantId Tenant => user.Tenant;

    /// <summary>What the status page says about this session's database.</summary>
    public Task<DatabaseFacts> FactsAsync(CancellationToken ct) => engine.FactsAsync(this, ct);

    /// <summary>The database that this session works on.</summary>
    internal Cell Cell => place.Cell;

    /// <exception cref="CompanyUnavailableException">The company lives elsewhere by now, or its database does not answer.</exception>
    internal void CheckPlace() => place.Check(user.Tenant);

    internal DatabaseEngine Engine => engine;

    /// <summary>Which modules' tables this session's model holds.</summary>
    internal string ModuleNames { get; } = string.Join(' ', modules.All.Select(module => module.Name));

    /// <summary>Rows and statements collected for the open unit of work; written together at its commit.</summary>
    public BatchWrites Writes => writes ??= new BatchWrites(this);

    /// <summary>Rows that were read to be changed, a batch at a time; what has changed is written at the commit.</summary>
    public KeptRows Kept => kept ??= new KeptRows(this);

    /// <summary>Whether this session changes what all companies share; see <see cref="SharedData"/>.</summary>
    internal bool ChangesShared { get; set; }

    /// <summary>Whether a statement of the open unit of work has changed rows and answered with them, as claims and counters do.</summary>
    internal bool HasClaimed { get; set; }

    /// <summary>Adds what must stand or fall with whatever this session commits; null for nothing.</summary>
    internal Action? BeforeCommit { get; set; }

    /// <summary>Finds out whether a commit happened whose answer was lost with the connection; null where nothing of it can be known by.</summary>
    internal Func<Task<bool>>? WasCommitted { get; set; }

    /// <summary>
    /// Opens the transaction in which a batch or a use case reads, decides and writes, alone of its company. On SQLite it
    /// waits its turn for the single writer here, in order of arrival, instead of polling the file's lock.
    /// </summary>
    /// <param name="file">The use case's file, by which crash points are called.</param>
    public Task<UnitOfWork> BeginAsync(CancellationToken ct, [CallerFilePath] string file = "", [CallerMemberName] string member = "") => BeginAsync(Tenant, ct, file, member);

    /// <summary>
    /// Opens a unit of work for taking in what the company does not know yet. Alone only among its like: where the engine allows
    /// it, a journey's batch goes on meanwhile. It may add rows that nobody else changes, and has to call
    /// <see cref="UnitOfWork.BecomeOnlyWriterAsync"/> before it reads what it will change.
    /// </summary>
    public Task<UnitOfWork> BeginTakingInAsync(CancellationToken ct, [CallerFilePath] string file = "", [CallerMemberName] string member = "") =>
        BeginAsync(Tenant, Turn.TakingIn, passesFence: false, file, member, ct);

    /// <summary>
    /// The same for a company that is named instead of being the scope's: what sets a company up runs before anybody is
    /// signed in. Queries say <c>IgnoreQueryFilters()</c> and name the company themselves.
    /// </summary>
    /// <exception cref="CompanyFencedException">The company is not, or not now, to be written in this database.</exception>
    public Task<UnitOfWork> BeginAsync(TenantId company, CancellationToken ct, [CallerFilePath] string file = "", [CallerMemberName] string member = "") =>
        BeginAsync(company, Turn.OnlyWriter, passesFence: false, file, member, ct);

    /// <summary>For whoever carries the company from one database to another and put the fence there: alone, with nothing taken in beside it.</summary>
    internal async Task<UnitOfWork> BeginPastFenceAsync(TenantId company, CancellationToken ct, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var unit = await BeginAsync(company, Turn.TakingIn, passesFence: true, file, member, ct);
        await unit.BecomeOnlyWriterAsync(ct);
        return unit;
    }

    private async Task<UnitOfWork> BeginAsync(TenantId company, Turn kind, bool passesFence, string file, string member, CancellationToken ct)
    {
        var span = Signals.Spans.StartActivity("unit of work"); // Ended by the unit; its wait for the turn is part of it.
        IDisposable? turn = null;
        try
        {
            place.Check(company);
            if (!place.Cell.IsHome) await TakeIdsAtHomeAsync(ct);
            turn = await place.Cell.Gate.EnterAsync(isBackground: user.IsSystem && kind == Turn.OnlyWriter, ct); // Orders are taken in by the system for a caller who waits.
            engine.BecomeWriter(this);
            if (place.Cell.IsHome) await ids.KeepFreshAsync(async () => (await this.QueryAsync(IdBlockSql.Take, row => row.GetInt64(0), ct, IdBlockSql.FirstId, IdBlocks.BlockSize))[0]);
            var transaction = await Database.BeginTransactionAsync(ct);
            HasClaimed = false;
            if (await engine.TakeTurnAsync(this, company, kind, ct) is { } fence && !passesFence) PassOrThrow(fence);
            return new UnitOfWork(this, company, transaction, turn, signals, span, file, member);
        }
        catch (Exception failed)
        {
            if (place.Cell.IsHome && failed is not CompanyUnavailableException && engine.IsOutage(failed)) signals.WriteFailed(engine.IsAway(failed));
            if (Database.CurrentTransaction is { } begun) await begun.DisposeAsync();
            engine.BecomeReader(this);
            turn?.Dispose();
            span?.Dispose();
            throw;
        }
    }

    /// <summary>Changes a row to what it is, so that it is known whether writing works. In the open unit of work.</summary>
    internal Task WriteNothingAsync(CancellationToken ct) => this.QueryAsync(IdBlockSql.Take, _ => true, ct, IdBlockSql.FirstId, 0L);

    /// <summary>Ids are given out by the home for all cells, so that a company's never meet others' wherever it goes.</summary>
    private async Task TakeIdsAtHomeAsync(CancellationToken ct)
    {
        if (!ids.IsDue) return;
        var databases = scope.GetRequiredService<Databases>();
        try
        {
            await using var home = databases.Open(databases.Home);
            await using var unit = await home.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(default(TenantId), ct); // Which takes them.
        }
        catch (Exception exception) when (ids.LastsLong && engine.IsOutage(exception))
        {
            // The home is away, and the cells are not: what is left of the block lasts for hours.
        }
    }

    /// <summary>Whoever froze a company and fell silent has lost it: its fence goes with this unit's commit, and its move cannot end.</summary>
    private void PassOrThrow(CompanyFence fence)
    {
        if (fence is not { State: FenceState.Frozen, Until: { } until } || until > clock.GetUtcNow().UtcDateTime) throw new CompanyFencedException(fence.TenantId, fence.State);
        Writes.Execute(FenceSql.Remove, false, fence.TenantId.Value, fence.Token);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(EntrepotDb).Assembly);
        foreach (var module in modules.All) modelBuilder.ApplyConfigurationsFromAssembly(module.GetType().Assembly);

        var filter = typeof(EntrepotDb).GetMethod(nameof(FilterByTenant), BindingFlags.NonPublic | BindingFlags.Instance)
            ?? throw new InvalidOperationException("The tenant filter is missing.");
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => typeof(ITenantRow).IsAssignableFrom(entity.ClrType)).ToList())
            filter.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);

        SnakeCase.Apply(modelBuilder.Model);
    }

    private void FilterByTenant<TRow>(ModelBuilder modelBuilder) where TRow : class, ITenantRow =>
        modelBuilder.Entity<TRow>().HasQueryFilter(row => row.TenantId == Tenant);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StoredTypes.Configure(configurationBuilder, [typeof(TenantId).Assembly, typeof(EntrepotDb).Assembly, .. modules.All.Select(module => module.GetType().Assembly)]);
}

/// <summary>A row that belongs to one company; <c>tenant_id</c> is the first column of its primary key.</summary>
public interface ITenantRow
{
    TenantId TenantId { get; }
}

/// <summary>A row of a table that all companies share, but which is about this one database: no company takes it along when it moves.</summary>
public interface IStaysBehind;
