using Entrepot.Finance.Contracts;
using Entrepot.Finance.Data;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Finance.Features;

/// <summary>The books of the scope's company: vouchers go in, nothing is ever changed or taken out.</summary>
internal sealed class Ledger(EntrepotDb db, IdBlocks ids, TimeProvider clock) : ILedger
{
    public void Post(IReadOnlyList<VoucherDraft> vouchers)
    {
        if (vouchers.Count == 0) return;

        var known = Known(vouchers);
        var now = clock.GetUtcNow().UtcDateTime;
        var posted = new List<Voucher>(vouchers.Count);
        var lines = new List<VoucherLine>(vouchers.Count * 8);
        foreach (var draft in vouchers)
        {
            // A draft without lines books nothing: an order that costs nothing to anybody.
            if (draft.Lines.Count > 0 && known.Add((draft.SourceType, draft.SourceId, draft.Kind))) Add(draft, null, now, posted, lines);
        }

        db.Writes.Insert<Voucher>(posted);
        db.Writes.Insert<VoucherLine>(lines);
    }

    public async Task ReverseAsync(string sourceType, IReadOnlyList<long> sourceIds, DateOnly date, string reason, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);

        var rows = await db.QueryAsync(FinanceSql.Reversible, row => new ReversibleLine(
            new(row.GetInt64(0)), row.GetInt64(1), row.GetString(2), row.GetString(3),
            new(row.GetString(4), Opposite(row.GetString(5)), new(row.GetInt64(6), row.GetString(7)), SentenceJson.FromText(row.GetString(8)))), ct, db.Tenant.Value, sourceType, sourceIds.ToArray());

        var now = clock.GetUtcNow().UtcDateTime;
        var (posted, lines) = (new List<Voucher>(), new List<VoucherLine>(rows.Count));
        foreach (var original in rows.GroupBy(row => (row.Voucher, row.SourceId, row.Kind, row.Text)))
        {
            var (voucher, sourceId, kind, text) = original.Key;
            var draft = new VoucherDraft(sourceType, sourceId, kind + Voucher.ReversedSuffix, date, $"{reason}: {SentenceJson.FromText(text)}", [.. original.Select(row => row.Line)]);
            Add(draft, voucher, now, posted, lines);
        }

        db.Writes.Insert<Voucher>(posted);
        db.Writes.Insert<VoucherLine>(lines);
    }

    public async Task<IReadOnlyList<VoucherInfo>> OfAsync(string sourceType, long sourceId, CancellationToken ct)
    {
        var vouchers = await db.Set<Voucher>().Where(voucher => voucher.SourceType == sourceType && voucher.SourceId == sourceId).OrderBy(voucher => voucher.Id).ToListAsync(ct);
        var found = vouchers.ConvertAll(voucher => voucher.Id);
        var lines = (await db.Set<VoucherLine>().Where(line => found.Contains(line.VoucherId)).OrderBy(line => line.LineNo).ToListAsync(ct)).ToLookup(line => line.VoucherId);
        var reversed = vouchers.Select(voucher => voucher.Reverses).ToHashSet();
        return vouchers.ConvertAll(voucher => voucher.ToInfo(reversed.Contains(voucher.Id), lines[voucher.Id]));
    }

    private void Add(VoucherDraft draft, VoucherId? reverses, DateTime now, List<Voucher> posted, List<VoucherLine> lines)
    {
        var voucher = Voucher.Post(db.Tenant, new(ids.Next()), draft, reverses, now);
        posted.Add(voucher);
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            var line = draft.Lines[i];
            lines.Add(new() { TenantId = db.Tenant, VoucherId = voucher.Id, LineNo = i + 1, Account = line.Account, Side = line.Side, Amount = line.Amount, Text = line.Text });
        }
    }

    private HashSet<(string, long, string)> Known(IReadOnlyList<VoucherDraft> vouchers)
    {
        var known = new HashSet<(string, long, string)>();
        foreach (var source in vouchers.GroupBy(draft => draft.SourceType))
        {
            var type = source.Key;
            known.UnionWith(OpenUnit.Read(db, FinanceSql.KnownPostings, row => (type, row.GetInt64(0), row.GetString(1)),
                db.Tenant.Value, type, source.Select(draft => draft.SourceId).ToArray()));
        }

        return known;
    }

    private static Side Opposite(string side) => side == nameof(Side.Debit) ? Side.Credit : Side.Debit;

    private sealed record ReversibleLine(VoucherId Voucher, long SourceId, string Kind, string Text, VoucherLineDraft Line);
}
