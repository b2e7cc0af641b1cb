using System.Runtime.CompilerServices;
using Entrepot.Kernel;
using Entrepot.Platform.Data.Moving;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Data;

/// <summary>
/// What belongs to no company: denied parties, exchange rates, and every other table without a company that does not say
/// that it stays behind. It is changed in the home alone, every change is an edition, and each cell is brought to the
/// home's edition: at once where it answers, otherwise when it does. Until then its orders wait instead of being compared
/// with old lists.
/// </summary>
public sealed partial class SharedData(Databases databases, TimeProvider clock, ILogger<SharedData> log)
{
    /// <summary>Begins a change, in the home and in no company, whoever asks for it. To be called outside of any other unit of work.</summary>
    public async Task<SharedChange> BeginAsync(CancellationToken ct, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var scope = databases.Open(databases.Home);
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            var unit = await db.BeginAsync(default(TenantId), ct, file, member);
            db.ChangesShared = true;
            return new(databases, clock, scope, db, unit);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Counts the editions from which on a reader may keep what it has read.</summary>
    public static long EditionOf(EntrepotDb db) => db.Cell.Shared.Edition;

    /// <summary>To be asked, in its unit of work, by whoever must not go by old lists.</summary>
    /// <exception cref="SharedBehindException">The session's cell has not been brought to the home's edition yet.</exception>
    public async Task RequireAsync(EntrepotDb db, CancellationToken ct)
    {
        if (!db.Cell.IsHome && (await SharedEdition.ReadAsync(db, ct)).IsOlderThan(databases.Home.Shared)) throw new SharedBehindException(db.Cell.Code);
    }

    /// <summary>How each cell beside the home stands, by comparing every row where it answers.</summary>
    public async Task<IReadOnlyList<CellShared>> CompareAsync(CancellationToken ct)
    {
        await databases.RefreshAsync(ct);
        var all = new List<CellShared>();
        foreach (var cell in databases.Cells.Where(cell => !cell.IsHome)) all.Add(cell.IsAway ? CellShared.Away(cell.Code) : await new SharedCopy(databases, cell).CompareAsync(ct));
        return all;
    }

    /// <summary>Brings every cell to the home's edition. Those that are away, or fail, concern no other.</summary>
    /// <param name="comparesAll">Also those that say they have it: something may have been changed past us.</param>
    public async Task<IReadOnlyList<CellShared>> BringAsync(bool comparesAll, CancellationToken ct)
    {
        await databases.RefreshAsync(ct);
        return await Task.WhenAll(databases.Cells.Where(cell => !cell.IsHome).Select(cell => TryBringAsync(cell, comparesAll, ct)));
    }

    /// <summary>The same for one cell, whose failure is thrown.</summary>
    public async Task<CellShared> BringAsync(Cell cell, bool comparesAll, CancellationToken ct)
    {
        if (cell.IsHome) return new(cell.Code, [], 0, null);
        await CountAsync(ct);
        var brought = await new SharedCopy(databases, cell).BringAsync(comparesAll, ct);
        if (brought.Rows > 0) LogBrought(log, cell.Code, brought.Rows);
        return brought;
    }

    /// <summary>Whether a cell is behind as far as is known without asking.</summary>
    public bool IsBehind(Cell cell) => !cell.IsHome && cell.Shared.IsOlderThan(databases.Home.Shared);

    /// <summary>The cells that are known to be behind and answer; a look at what is in memory.</summary>
    internal IEnumerable<Cell> Behind => databases.Cells.Where(cell => cell is { IsHome: false, IsAway: false } && (databases.Home.Shared.Edition == 0 || cell.Shared != databases.Home.Shared));

    private async Task<CellShared> TryBringAsync(Cell cell, bool comparesAll, CancellationToken ct)
    {
        if (cell.IsAway) return CellShared.Away(cell.Code);
        try
        {
            return await BringAsync(cell, comparesAll, ct);
        }
        catch (Exception failed) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, cell.Code, failed.GetBaseException().Message);
            return new(cell.Code, [], 0, failed.GetBaseException().Message);
        }
    }

    /// <summary>A home of a version that did not count begins to: what its cells have is not known to be the same.</summary>
    private async Task CountAsync(CancellationToken ct)
    {
        await databases.RefreshAsync(ct);
        if (databases.Home.Shared.Edition > 0) return;
        await using var change = await BeginAsync(ct);
        await change.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Cell {Cell} was brought {Rows} rows of what all companies share")]
    private static partial void LogBrought(ILogger log, string cell, long rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cell {Cell} could not be given what all companies share, such as denied parties; its orders wait: {Why}")]
    private static partial void LogFailed(ILogger log, string cell, string why);
}

/// <summary>A change of what all companies share: what is added to its session's writes stands in the home, as the next edition, once it is committed.</summary>
public sealed class SharedChange : IAsyncDisposable
{
    private readonly Databases databases;
    private readonly TimeProvider clock;
    private readonly AsyncServiceScope scope;
    private readonly UnitOfWork unit;

    internal SharedChange(Databases databases, TimeProvider clock, AsyncServiceScope scope, EntrepotDb db, UnitOfWork unit) => (this.databases, this.clock, this.scope, Db, this.unit) = (databases, clock, scope, db, unit);

    /// <summary>The home's session.</summary>
    public EntrepotDb Db { get; }

    public async Task<Result> CommitAsync(CancellationToken ct)
    {
        Db.Writes.Execute(SharedSql.Next, true, Chance.Secret(12), Timestamps.ToStored(clock.GetUtcNow().UtcDateTime));
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        await databases.RefreshAsync(ct);
        return Result.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        await unit.DisposeAsync();
        await scope.DisposeAsync();
    }
}

/// <summary>How a cell stands to the home in what all companies share.</summary>
/// <param name="Differences">One line for each table that is not the same, for people; empty where all are.</param>
/// <param name="Rows">That differ, or that were brought.</param>
/// <param name="Failure">Why it is not known; null where it is.</param>
public sealed record CellShared(string Cell, IReadOnlyList<string> Differences, long Rows, string? Failure)
{
    public bool IsSame => Failure is null && Differences.Count == 0;

    internal static CellShared Away(string cell) => new(cell, [], 0, "its database does not answer");
}

/// <summary>The cell has older lists than the home; it is given them within seconds.</summary>
public sealed class SharedBehindException(string cell)
    : CompanyUnavailableException($"The cell {cell} has not been given the newest denied parties and exchange rates yet.", TimeSpan.FromSeconds(1));
