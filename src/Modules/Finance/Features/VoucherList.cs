using System.Globalization;
using Entrepot.Finance.Contracts;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Finance.Features;

/// <summary>The vouchers of the company, newest first, and one of them with its lines. Read only: vouchers are never changed.</summary>
internal sealed class VoucherList(EntrepotDb db, ILedger ledger, TimeProvider clock)
{
    /// <summary>Periods that can be chosen; older ones through the address.</summary>
    private const int PeriodsShown = 24;

    /// <summary>Words that are looked for one by one; the rest of a longer text is one more.</summary>
    private const int WordsMax = 6;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vouchers", async (ListUrl url, VoucherList list, CancellationToken ct) => PageResult.Show<VoucherListPage>(new { Found = await list.RunAsync(url, ct) })).RequireAuthorization("finance.view");
        routes.MapGet("/vouchers/{id:long}", async (long id, VoucherList list, CancellationToken ct) =>
        {
            var found = await list.FindAsync(new(id), ct);
            return found.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Show<VoucherPage>(new { Voucher = found.Value });
        }).RequireAuthorization("finance.view");

        routes.MapGet("/api/v1/finance/vouchers", async (ListUrl url, VoucherList list, CancellationToken ct) => (await list.RunAsync(url, ct)).Rows)
            .RequireAuthorization("finance.view").WithSummary("Vouchers, newest first: q, account, period, page");
        routes.MapGet("/api/v1/finance/vouchers/{id:long}", async (long id, VoucherList list, CancellationToken ct) =>
        {
            var found = await list.FindAsync(new(id), ct);
            return found.Problem is { } problem ? problem.ToHttp() : Results.Ok(found.Value.Info);
        }).RequireAuthorization("finance.view").WithSummary("One voucher with its lines");
    }

    public async Task<VoucherListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var found = Filter(url);
        var vouchers = await found.OrderByDescending(voucher => voucher.Id).Skip((url.Page - 1) * VoucherListView.PageSize).Take(VoucherListView.PageSize).ToListAsync(ct);
        var ids = vouchers.ConvertAll(voucher => voucher.Id);
        var lines = (await db.Set<VoucherLine>().Where(line => ids.Contains(line.VoucherId)).OrderBy(line => line.LineNo).ToListAsync(ct)).ToLookup(line => line.VoucherId);
        var reversed = await ReversedAsync(ids, ct);
        return new(url, vouchers.ConvertAll(voucher => Row(voucher, lines[voucher.Id], reversed.ContainsKey(voucher.Id))), await found.LongCountAsync(ct), Periods())
        {
            Accounts = [.. ChartOfAccounts.All.Select(account => (account.Number, account.Name))],
        };
    }

    public async Task<Result<VoucherPageView>> FindAsync(VoucherId id, CancellationToken ct)
    {
        if (await db.Set<Voucher>().SingleOrDefaultAsync(voucher => voucher.Id == id, ct) is not { } found) return FinanceProblems.VoucherNotFound(id.Value);

        var info = (await ledger.OfAsync(found.SourceType, found.SourceId, ct)).Single(voucher => voucher.Id == id.Value);
        var lines = await db.Set<VoucherLine>().Where(line => line.VoucherId == id).OrderBy(line => line.LineNo).ToListAsync(ct);
        var reversed = await ReversedAsync([id], ct);
        return new VoucherPageView(Row(found, lines, info.IsReversed), found.PostedAt, info, reversed.TryGetValue(id, out var by) ? by.Value : null);
    }

    private IQueryable<Voucher> Filter(ListUrl url)
    {
        var vouchers = db.Set<Voucher>().AsQueryable();
        if (url.Whole("period") is { } period) vouchers = vouchers.Where(voucher => voucher.Period == (int)period);
        if (url["account"] is { } account) vouchers = vouchers.Where(voucher => db.Set<VoucherLine>().Any(line => line.VoucherId == voucher.Id && line.Account == account));
        if (url["q"] is { Length: > 0 } text)
        {
            // A voucher's number ends in its id; anything else is looked for in the text, word by word: words and values are stored apart.
            vouchers = long.TryParse(text[(text.IndexOf('-', StringComparison.Ordinal) + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? vouchers.Where(voucher => voucher.Id == new VoucherId(id) || voucher.SourceId == id)
                : text.Split(' ', WordsMax, StringSplitOptions.RemoveEmptyEntries).Aggregate(vouchers, (found, word) => found.Where(voucher => voucher.Text.Contains(word)));
        }

        return vouchers;
    }

    private async Task<Dictionary<VoucherId, VoucherId>> ReversedAsync(List<VoucherId> ids, CancellationToken ct)
    {
        var wanted = ids.ConvertAll(id => (VoucherId?)id);
        return await db.Set<Voucher>().Where(voucher => wanted.Contains(voucher.Reverses)).ToDictionaryAsync(voucher => voucher.Reverses ?? default, voucher => voucher.Id, ct);
    }

    private static VoucherRow Row(Voucher voucher, IEnumerable<VoucherLine> lines, bool isReversed)
    {
        var debits = lines.Where(line => line.Side == Side.Debit).Select(line => line.Amount).ToList();
        Money? amount = debits.Count == 0 ? null : debits.Where(debit => debit.Currency == debits[0].Currency).Aggregate((sum, debit) => sum + debit);
        return new(voucher.Id.Value, voucher.Number, voucher.Date, voucher.SourceType, voucher.SourceId, voucher.Kind, voucher.Words, isReversed, voucher.Reverses?.Value, amount);
    }

    private List<string> Periods()
    {
        var month = new DateOnly(clock.GetUtcNow().Year, clock.GetUtcNow().Month, 1);
        return [.. Enumerable.Range(0, PeriodsShown).Select(back => month.AddMonths(-back).ToString("yyyyMM", CultureInfo.InvariantCulture))];
    }
}
