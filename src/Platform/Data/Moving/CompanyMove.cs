using System.Diagnostics;
using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using static Entrepot.Platform.Data.FenceState;

namespace Entrepot.Platform.Data.Moving;

/// <summary>
/// Moves a company from one installation's database to another's. It may be cut off at any moment and run again: what
/// has been carried over is kept, and the company can be written at most at one end.
/// </summary>
/// <remarks>
/// 1. The target is fenced: the company is arriving. 2. Its rows are copied. 3. The source is frozen. 4. What differs is
/// mended and every row compared. 5. The source is marked as left. 6. The target's fence is taken down. Until 5 the source
/// is the owner and <see cref="AbandonAsync"/> gives it back; from then on the target is.
/// </remarks>
public sealed class CompanyMove(MoveEnd from, MoveEnd to, Action<MoveStep> tell, TimeProvider clock)
{
    /// <param name="code">The company's.</param>
    /// <param name="keeps">Copies only: the company goes on at the source, and has a twin at the target.</param>
    public async Task<Result<MoveReport>> RunAsync(string code, bool keeps, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        if (await from.AskAsync(default, db => db.Set<Tenant>().SingleOrDefaultAsync(tenant => tenant.Code == code, ct)) is not { } company) return MoveProblems.NoCompany(code);
        if (await to.AskAsync(default, db => db.Set<Tenant>().AnyAsync(other => (other.Code == code) != (other.Id == company.Id), ct))) return MoveProblems.OtherCompany(code);

        var (left, arriving) = (await FenceAsync(from, company.Id, ct), await FenceAsync(to, company.Id, ct));
        if (await RefusalAsync(company, left, arriving, ct) is { } problem) return problem;

        var tables = await to.AskAsync(company.Id, db => MovedTables.OfAsync(db, ct));
        var carrier = new RowCarrier(from, to, company.Id, tables, tell);
        if (arriving is { State: Moved }) await carrier.CleanAsync(ct); // What it left behind here when it went away.
        var token = arriving is { State: Arriving } ? arriving.Token : Chance.Secret(12);
        await to.ChangeAsync(company.Id, db => Put(db, company.Id, Arriving, token, from.Place), ct);
        var skippedAt = await SkipIdsAsync(company.Id, ct);

        if (left is not { State: Moved }) await carrier.CopyAsync(await ProgressAsync(company.Id, ct), ct);
        if (left is null) await from.ChangeAsync(company.Id, db => Put(db, company.Id, Frozen, token, to.Place), ct);
        var frozenAt = Stopwatch.GetTimestamp();
        tell(new("freeze", "", 0));

        var found = await carrier.CompareAsync(mends: true, ct);
        if (!found.All(table => table.IsSame)) found = await carrier.CompareAsync(mends: false, ct);
        var report = new MoveReport(code, [.. found.Select(Report)], found.Sum(table => table.Rows), 0, 0, found.All(table => table.IsSame), await SharedTables.CopyAsync(from, to, company.Id, tables, clock.GetUtcNow().UtcDateTime, ct));
        if (report.Verified) await SwitchAsync(company, token, skippedAt, keeps, ct);
        else await from.ChangeAsync(company.Id, db => db.Writes.Execute(FenceSql.Remove, false, company.Id.Value, token), ct);
        return report with { Seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3), FrozenMilliseconds = (long)Stopwatch.GetElapsedTime(frozenAt).TotalMilliseconds };
    }

    /// <summary>Gives up a move that was begun: the company goes on at the source, and the target forgets it. One whose source was left already can only be finished.</summary>
    public async Task<Result> AbandonAsync(string code, CancellationToken ct)
    {
        if (await from.AskAsync(default, db => db.Set<Tenant>().SingleOrDefaultAsync(tenant => tenant.Code == code, ct)) is not { } company) return MoveProblems.NoCompany(code);
        var (left, arriving) = (await FenceAsync(from, company.Id, ct), await FenceAsync(to, company.Id, ct));
        if (left is { State: Moved } || arriving is not { State: Arriving }) return MoveProblems.NotMoving(code);
        if (arriving.Place != from.Place || (left is not null && left.Token != arriving.Token)) return MoveProblems.OtherMove(code, arriving.Place);

        var tables = await to.AskAsync(company.Id, db => MovedTables.OfAsync(db, ct));
        await new RowCarrier(from, to, company.Id, tables, tell).CleanAsync(ct);
        await from.ChangeAsync(company.Id, db => db.Writes.Execute(FenceSql.Remove, false, company.Id.Value, arriving.Token), ct);
        await to.ChangeAsync(company.Id, db => db.Writes.Execute(FenceSql.Remove, false, company.Id.Value, arriving.Token), ct);
        return Result.Ok;
    }

    private async Task<Problem?> RefusalAsync(Tenant company, CompanyFence? left, CompanyFence? arriving, CancellationToken ct)
    {
        if (arriving is { State: Frozen }) return MoveProblems.OtherMove(company.Code, arriving.Place);
        if (left is { State: Arriving }) return MoveProblems.OtherMove(company.Code, left.Place);
        if (arriving is { State: Arriving } && (arriving.Place != from.Place || (left is not null && left.Token != arriving.Token))) return MoveProblems.OtherMove(company.Code, arriving.Place);
        if (left is { State: Moved } && arriving?.Token != left.Token) return MoveProblems.MovedAlready(company.Code, left.Place);
        if (left is { State: Moved } && arriving is { State: Moved }) return MoveProblems.MovedAlready(company.Code, left.Place);
        if (left is { State: Frozen } && arriving?.Token != left.Token) return MoveProblems.OtherMove(company.Code, left.Place);
        if (arriving is null && await to.AskAsync(default, db => db.Set<Tenant>().AnyAsync(other => other.Id == company.Id, ct))) return MoveProblems.LivesThere(company.Code);
        return null;
    }

    private async Task SwitchAsync(Tenant company, string token, long skippedAt, bool keeps, CancellationToken ct)
    {
        tell(new("switch", "", 0));
        // A process at the target may hold a block of ids from before: it is older than any it will use by then.
        if (IdBlocks.FreshFor - clock.GetElapsedTime(skippedAt) is { Ticks: > 0 } wait && await HasCompaniesAsync(ct)) await Task.Delay(wait, clock, ct);
        await to.ChangeAsync(company.Id, db => db.Writes.Execute(MoveSql.PutCompany, true, company.Id.Value, company.Code, company.Name, company.Currency, company.IsDemo, Timestamps.ToStored(company.CreatedAt), company.Region), ct);

        // From here on it can be written at one end only, or at none until this is run again.
        if (!keeps)
            await from.ChangeAsync(company.Id, db =>
            {
                Put(db, company.Id, Moved, token, to.Place);
                db.Writes.Execute(MoveSql.MarkMoved, true, company.Id.Value, to.Place);
            }, ct);
        else await from.ChangeAsync(company.Id, db => db.Writes.Execute(FenceSql.Remove, false, company.Id.Value, token), ct);
        await to.ChangeAsync(company.Id, db =>
        {
            db.Writes.Execute(FenceSql.Remove, true, company.Id.Value, token);
            db.Writes.Execute(MoveSql.ForgetProgress, false, company.Id.Value);
        }, ct);
    }

    private Task<bool> HasCompaniesAsync(CancellationToken ct) => to.AskAsync(default, db => db.Set<Tenant>().AnyAsync(ct));

    private async Task<long> SkipIdsAsync(TenantId company, CancellationToken ct)
    {
        var next = await from.AskAsync(default, db => db.Set<IdBlockRow>().Select(row => row.NextBlock).ToListAsync(ct));
        await to.ChangeAsync(company, db => db.Writes.Execute(MoveSql.SkipIds, false, next.Append(IdBlockSql.FirstId).Max()), ct);
        return clock.GetTimestamp();
    }

    private Task<Dictionary<string, MoveProgress>> ProgressAsync(TenantId company, CancellationToken ct) =>
        to.AskAsync(company, db => db.Set<MoveProgress>().ToDictionaryAsync(row => row.Name, StringComparer.Ordinal, ct));

    private static void Put(EntrepotDb db, TenantId company, FenceState state, string token, string place) =>
        db.Writes.Execute(FenceSql.Put, false, company.Value, state.ToString(), token, place, null);

    private static Task<CompanyFence?> FenceAsync(MoveEnd end, TenantId company, CancellationToken ct) =>
        end.AskAsync(company, db => db.Set<CompanyFence>().SingleOrDefaultAsync(ct));

    private static MovedTableReport Report(TableDifference table) => new(table.Table, table.Rows, table.Source.ToString(), table.Target.ToString(), table.Keys);
}
