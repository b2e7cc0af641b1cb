using System.Diagnostics;
using Entrepot.Kernel;
using Entrepot.Platform.Data.Moving;
using Microsoft.EntityFrameworkCore;
using static Entrepot.Platform.Data.FenceState;

namespace Entrepot.Platform.Data;

/// <summary>
/// Moves a company from one cell to another while it works. Its row in the directory decides who has it: until that row is
/// changed the old cell has, and <see cref="AbandonAsync"/> leaves it there; from then on the new one has, and running again
/// finishes what is left. Killed at any moment, the company can be written at most at one place.
/// </summary>
public sealed class CompanyPlacing(Databases databases, CellDirectory directory, TimeProvider clock, Action<MoveStep> tell)
{
    /// <summary>Rows that are left to carry while the company stands still: fewer take no noticeable time.</summary>
    private const long FewEnough = 500;

    /// <summary>A company that writes faster than rows are carried is frozen nevertheless, for a little longer.</summary>
    private const int RoundsMax = 8;

    /// <summary>Carries the company over; run again it goes on where it was cut off.</summary>
    public async Task<Result<MoveReport>> RunAsync(string code, string cell, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var found = await directory.FindAsync(code, ct);
        if (found.Problem is { } unknown) return unknown;
        var company = found.Value;
        if (directory.Allows(code, company.Region, cell).Problem is { } refused) return refused;

        var to = End(cell);
        var arriving = await FenceAsync(to, company.Id, ct);
        if (company.Cell == cell) return arriving is { State: Arriving } ? await ReleaseAsync(company, to, arriving.Token, ct) : CellProblems.LivesThere(code, cell);

        var from = End(company.Cell);
        var left = await FenceAsync(from, company.Id, ct);
        if (Other(company, cell, left, arriving) is { } problem) return problem;

        var tables = await to.AskAsync(company.Id, db => MovedTables.OfAsync(db, ct));
        var carrier = new RowCarrier(from, to, company.Id, tables, tell);
        if (arriving is { State: Moved }) await carrier.CleanAsync(ct); // What it left behind when it went away.
        var token = arriving is { State: Arriving } ? arriving.Token : Chance.Secret(12);
        await PutAsync(to, company.Id, Arriving, token, company.Cell, null, ct);
        await directory.BringSharedAsync(cell, ct);

        var catchUp = new CatchUp(from, to, company.Id, tables, carrier, tell);
        await carrier.CopyAsync(await to.AskAsync(company.Id, db => db.Set<MoveProgress>().ToDictionaryAsync(row => row.Name, StringComparer.Ordinal, ct)), ct);
        var mark = await catchUp.MarkAsync(ct);
        var compared = await catchUp.CompareAsync(ct);
        for (var (round, changes) = (0, long.MaxValue); changes > FewEnough && round < RoundsMax; round++) (mark, changes) = await catchUp.RunAsync(mark, ct);

        var frozenAt = Stopwatch.GetTimestamp();
        await PutAsync(from, company.Id, Frozen, token, cell, clock.GetUtcNow().UtcDateTime + FreezeLease.Length, ct);
        await using (var lease = FreezeLease.Hold(from, company.Id, token, clock, ct))
        {
            try
            {
                tell(new("freeze", "", 0));
                (_, _) = await catchUp.RunAsync(mark, lease.Held);
            }
            catch (OperationCanceledException) when (lease.IsLost)
            {
                return CellProblems.TakenBack(code);
            }
        }

        tell(new("switch", "", 0));

        // Nobody may have taken the company back meanwhile; from here on it cannot be written anywhere until the directory says where.
        if (!await PassAsync(from, company.Id, token, ct)) return CellProblems.TakenBack(code);
        await directory.SwitchAsync(company.Id, databases.Find(cell) ?? throw new CellAwayException(cell), ct);
        await ReleaseAsync(company, to, token, ct);
        var frozen = (long)Stopwatch.GetElapsedTime(frozenAt).TotalMilliseconds;
        return new MoveReport(code, [.. compared.Select(Report)], compared.Sum(table => table.Rows), Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3), frozen, true, []);
    }

    /// <summary>Gives up a move that was begun: the old cell goes on, and the new one forgets what it was given.</summary>
    public async Task<Result> AbandonAsync(string code, string cell, CancellationToken ct)
    {
        var found = await directory.FindAsync(code, ct);
        if (found.Problem is { } unknown) return unknown;
        var company = found.Value;
        if (databases.Find(cell) is null) return CellProblems.NoCell(cell);
        var to = End(cell);
        if (company.Cell == cell || await FenceAsync(to, company.Id, ct) is not { State: Arriving } arriving) return CellProblems.NotMoving(code);

        var from = End(company.Cell);
        await CleanAsync(company.Id, from, to, ct);
        await from.ChangeAsync(company.Id, db => db.Writes.Execute(FenceSql.Remove, false, company.Id.Value, arriving.Token), ct);
        await to.ChangeAsync(company.Id, db => db.Writes.Execute(FenceSql.Remove, false, company.Id.Value, arriving.Token), ct);
        return Result.Ok;
    }

    /// <summary>Removes what a company left behind in a cell that it has moved away from.</summary>
    public async Task<Result> PurgeAsync(string code, string cell, CancellationToken ct)
    {
        var found = await directory.FindAsync(code, ct);
        if (found.Problem is { } unknown) return unknown;
        if (databases.Find(cell) is null) return CellProblems.NoCell(cell);
        var old = End(cell);
        if (found.Value.Cell == cell || await FenceAsync(old, found.Value.Id, ct) is not { State: Moved }) return CellProblems.LivesThere(code, found.Value.Cell);

        await CleanAsync(found.Value.Id, End(found.Value.Cell), old, ct);
        return Result.Ok;
    }

    private static async Task<bool> PassAsync(MoveEnd from, TenantId company, string token, CancellationToken ct)
    {
        await from.ChangeAsync(company, db => db.Writes.Execute(FenceSql.Pass, false, company.Value, token), ct);
        return await FenceAsync(from, company, ct) is { State: Moved } fence && fence.Token == token;
    }

    private async Task<Result<MoveReport>> ReleaseAsync(PlacedCompany company, MoveEnd to, string token, CancellationToken ct)
    {
        var row = await End(Cell.HomeCode).AskAsync(default, db => db.Set<Tenant>().SingleAsync(tenant => tenant.Id == company.Id, ct));
        await to.ChangeAsync(company.Id, db =>
        {
            db.Writes.Execute(MoveSql.PutCompany, true, row.Id.Value, row.Code, row.Name, row.Currency, row.IsDemo, Timestamps.ToStored(row.CreatedAt), row.Region);
            db.Writes.Execute(FenceSql.Remove, true, company.Id.Value, token);
            db.Writes.Execute(MoveSql.ForgetProgress, false, company.Id.Value);
        }, ct);
        return new MoveReport(company.Code, [], 0, 0, 0, true, []);
    }

    private async Task CleanAsync(TenantId company, MoveEnd from, MoveEnd to, CancellationToken ct)
    {
        var tables = await to.AskAsync(company, db => MovedTables.OfAsync(db, ct));
        await new RowCarrier(from, to, company, tables, tell).CleanAsync(ct);
    }

    private static Problem? Other(PlacedCompany company, string cell, CompanyFence? left, CompanyFence? arriving)
    {
        if (arriving is { State: Frozen } || (arriving is { State: Arriving } && arriving.Place != company.Cell)) return CellProblems.OtherMove(company.Code, arriving.Place);
        if (left is not null && left.Token != arriving?.Token && !(left.State == Frozen && left.Place == cell)) return CellProblems.OtherMove(company.Code, left.Place);
        return null;
    }

    private static Task PutAsync(MoveEnd end, TenantId company, FenceState state, string token, string place, DateTime? until, CancellationToken ct) =>
        end.ChangeAsync(company, db => db.Writes.Execute(FenceSql.Put, false, company.Value, state.ToString(), token, place, until is { } at ? Timestamps.ToStored(at) : null), ct);

    private static Task<CompanyFence?> FenceAsync(MoveEnd end, TenantId company, CancellationToken ct) => end.AskAsync(company, db => db.Set<CompanyFence>().SingleOrDefaultAsync(ct));

    /// <summary>What differed then was written and read again.</summary>
    private static MovedTableReport Report(TableDifference table) => new(table.Table, table.Rows, table.Source.ToString(), table.Source.ToString(), []);

    private MoveEnd End(string cell) => new(() => databases.Open(databases.Find(cell) ?? throw new CellAwayException(cell)), cell);
}
