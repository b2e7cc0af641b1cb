using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Data;

/// <summary>
/// Which company lives in which database. The database that the process was started with, the home, has the directory;
/// with that one alone nothing is looked up. What a process knows may be a second old: a company that has moved meanwhile
/// is fenced at its old place, and whoever runs into that fence looks again.
/// </summary>
public sealed partial class Databases(IServiceScopeFactory scopes, DatabaseEngine engine, WriteGate gate, StoredSecrets secrets, IConfiguration configuration, TimeProvider clock, ILogger<Databases> log) : IDisposable
{
    /// <summary>A company that nobody knows may have been founded by another process; one who asks for many unknown ones does not bring the home down.</summary>
    private static readonly TimeSpan LookForUnknownEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private State state = new(0, FrozenDictionary<string, Cell>.Empty, FrozenDictionary<TenantId, string>.Empty);
    private long lookedForUnknownAt;

    /// <summary><c>Entrepot:Region</c> says where its machine stands.</summary>
    public Cell Home { get; } = new(Cell.HomeCode, configuration["Entrepot:Region"] ?? "", "", engine, gate, isOpen: true);

    /// <summary>Whether there is any cell beside the home.</summary>
    internal bool AreSeveral => state.Cells.Count > 0;

    /// <summary>The home first.</summary>
    public IReadOnlyList<Cell> Cells => [Home, .. state.Cells.Values.OrderBy(cell => cell.Code, StringComparer.Ordinal)];

    public Cell? Find(string code) => code == Cell.HomeCode ? Home : state.Cells.GetValueOrDefault(code);

    /// <summary>Where a company lives, as far as this process knows. A scope without a company works in the home.</summary>
    /// <exception cref="CellAwayException">The directory names a cell that this process cannot use.</exception>
    public Cell Of(TenantId company)
    {
        var known = state;
        if (known.Cells.Count == 0 || company.Value == 0) return Home;
        if (!known.Places.TryGetValue(company, out var code))
        {
            // Rare: a company that another process has just founded, or a number that somebody made up.
            if (lookedForUnknownAt != 0 && clock.GetElapsedTime(Volatile.Read(ref lookedForUnknownAt)) < LookForUnknownEvery) return Home;
            Volatile.Write(ref lookedForUnknownAt, clock.GetTimestamp());
            Task.Run(() => RefreshAsync(isForced: true, CancellationToken.None)).GetAwaiter().GetResult();
            known = state;
            if (!known.Places.TryGetValue(company, out code)) return Home;
        }

        return code == Cell.HomeCode ? Home : known.Cells.GetValueOrDefault(code) ?? throw new CellAwayException(code);
    }

    /// <summary>A scope on a cell, whichever companies live there.</summary>
    public AsyncServiceScope Open(Cell cell)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ScopeCell>().Name(cell);
        return scope;
    }

    /// <summary>The companies that can be worked for at this moment: those of this installation whose cells answer.</summary>
    public async Task<IReadOnlyList<TenantId>> CompaniesAsync(CancellationToken ct)
    {
        await using var scope = Open(Home);
        var all = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().Where(company => company.MovedTo == null).OrderBy(company => company.Id)
            .Select(company => new { company.Id, company.Cell }).ToListAsync(ct);
        return [.. all.Where(company => company.Cell is null || Find(company.Cell) is { IsAway: false }).Select(company => company.Id)];
    }

    /// <summary>Whether a failure concerns the company alone, or the cell that it shares with others: its cell is then looked at again before anybody works there.</summary>
    public bool IsOnlyOf(TenantId company, Exception exception)
    {
        if (exception is CompanyUnavailableException) return true;
        if (!AreSeveral || !engine.IsOutage(exception) || state.Places.GetValueOrDefault(company) is not { } code || Find(code) is not { IsHome: false } cell) return false;
        cell.Answers(false);
        return true;
    }

    /// <summary>Reads the directory again where it has changed.</summary>
    public Task RefreshAsync(CancellationToken ct) => RefreshAsync(isForced: false, ct);

    private async Task RefreshAsync(bool isForced, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await using var scope = Open(Home);
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            var version = await db.Set<DirectoryRow>().Select(row => row.Version).SingleOrDefaultAsync(ct);
            Home.Shared = await SharedEdition.ReadAsync(db, ct);
            if (isForced || version != state.Version) await ReadAsync(db, version, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Looks whether each cell answers, and makes one ready that does for the first time. Cells that fail do not concern each other.</summary>
    public async Task LookAsync(TimeSpan patience, CancellationToken ct) => await Task.WhenAll(state.Cells.Values.Select(cell => LookAsync(cell, patience, ct)));

    private async Task ReadAsync(EntrepotDb db, long version, CancellationToken ct)
    {
        var rows = await db.Set<CellRow>().ToListAsync(ct);
        var places = await db.Set<Tenant>().Where(company => company.MovedTo == null).Select(company => new { company.Id, company.Cell }).ToListAsync(ct);
        var cells = new Dictionary<string, Cell>(StringComparer.Ordinal);
        foreach (var row in rows)
            if ((state.Cells.TryGetValue(row.Code, out var known) && known.IsOpen == row.IsOpen ? known : Make(row)) is { } cell) cells[row.Code] = cell;
        state = new(version, cells.ToFrozenDictionary(StringComparer.Ordinal), places.ToFrozenDictionary(company => company.Id, company => company.Cell ?? Cell.HomeCode));
    }

    private Cell? Make(CellRow row)
    {
        if (secrets.Open(default, Purpose(row.Code), row.Address) is not { } address)
        {
            LogUnreadable(log, row.Code);
            return null;
        }

        var made = DatabaseEngine.At(address);
        return new(row.Code, row.Region, address, made, new WriteGate(made.IsSingleWriter, clock), row.IsOpen);
    }

    public void Dispose() => turn.Dispose();

    internal static string Purpose(string cell) => "cell/" + cell;

    private async Task LookAsync(Cell cell, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            await using var scope = Open(cell);
            if (cell.IsAway)
            {
                await using var alone = await cell.Engine.AloneAsync(null, limit.Token);
                await DatabaseSetup.MigrateAsync(scope.ServiceProvider, log, limit.Token);
            }
            cell.Shared = await SharedEdition.ReadAsync(scope.ServiceProvider.GetRequiredService<EntrepotDb>(), limit.Token);
            if (cell.IsAway) LogAnswers(log, cell.Code);
            cell.Answers(true);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            if (!cell.IsAway) LogAway(log, cell.Code, exception.GetBaseException().Message);
            cell.Answers(false);
        }
    }

    private sealed record State(long Version, FrozenDictionary<string, Cell> Cells, FrozenDictionary<TenantId, string> Places);

    [LoggerMessage(Level = LogLevel.Error, Message = "The address of cell {Cell} cannot be read: the keys it was sealed with are not in the data folder. Copy them there, or add the cell again")]
    private static partial void LogUnreadable(ILogger log, string cell);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cell {Cell} does not answer, its companies wait: {Why}")]
    private static partial void LogAway(ILogger log, string cell, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Cell {Cell} answers")]
    private static partial void LogAnswers(ILogger log, string cell);
}
