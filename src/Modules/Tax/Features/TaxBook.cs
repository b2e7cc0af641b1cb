using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;

namespace Entrepot.Tax.Features;

/// <summary>Every sale as the tax office sees it, written with the order's vouchers and taken back with them.</summary>
internal sealed class TaxBook(EntrepotDb db, Assessment assessment, TimeProvider clock) : ITaxBook
{
    public IReadOnlyList<TaxSupply> Assess(IReadOnlyList<TaxSale> sales)
    {
        var supplies = new TaxSupply[sales.Count];
        for (var i = 0; i < supplies.Length; i++) supplies[i] = assessment.Of(sales[i]);
        return supplies;
    }

    public void Enter(IReadOnlyList<TaxSupply> supplies)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = new List<TaxSupplyRow>(supplies.Count);
        foreach (var supply in supplies)
            for (var i = 0; i < supply.Shares.Count; i++) rows.Add(Row(supply, i, now));
        db.Writes.Insert<TaxSupplyRow>(rows);
    }

    public async Task ReverseAsync(IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await db.QueryAsync(TaxSql.Reversible, row => new TaxSupplyRow
        {
            TenantId = db.Tenant,
            OrderId = new(row.GetInt64(0)),
            Run = row.GetInt32(1),
            Part = row.GetInt32(2),
            ShareNo = row.GetInt32(3),
            IsReversal = true,
            SuppliedOn = row.GetFieldValue<DateOnly>(4),
            RecordedAt = now,
            Scheme = Enum.Parse<TaxScheme>(row.GetString(5)),
            Country = row.GetString(6),
            Region = row.GetString(7),
            ShipFrom = row.GetString(8),
            Currency = row.GetString(9),
            RatePpm = row.IsDBNull(10) ? null : row.GetInt64(10),
            NetMinor = -row.GetInt64(11),
            TaxMinor = -row.GetInt64(12),
            ExpectedMinor = row.IsDBNull(13) ? null : -row.GetInt64(13),
            OrderNumber = row.GetString(14),
            Consignment = row.GetString(15),
            Goods = row.GetString(16),
            BuyerTaxId = row.GetString(17),
            ReturnId = null,
        }, ct, db.Tenant.Value, orders.Select(order => order.Value).ToArray());
        db.Writes.Insert<TaxSupplyRow>(rows);
    }

    private TaxSupplyRow Row(TaxSupply supply, int i, DateTime now)
    {
        var (sale, share) = (supply.Sale, supply.Shares[i]);
        return new()
        {
            TenantId = db.Tenant,
            OrderId = sale.Order,
            Run = sale.Run,
            Part = sale.Part,
            ShareNo = i + 1,
            IsReversal = false,
            SuppliedOn = sale.On,
            RecordedAt = now,
            Scheme = supply.Scheme,
            Country = supply.Country,
            Region = supply.Region,
            ShipFrom = sale.ShipFrom,
            Currency = sale.Currency,
            RatePpm = share.RatePpm,
            NetMinor = share.NetMinor,
            TaxMinor = share.TaxMinor,
            ExpectedMinor = share.ExpectedMinor,
            OrderNumber = sale.OrderNumber,
            Consignment = sale.Consignment,
            Goods = share.Goods,
            BuyerTaxId = sale.BuyerTaxId,
            ReturnId = null,
        };
    }
}
