using System.Globalization;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Orders.Features;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>How an order stands: all that a journey decided about it, as the order page reads it, without ids.</summary>
internal sealed record Standing(OrderPageView Page, IReadOnlyList<string> Reserved, string Warehouses, string Service, long? ProfitMinor)
{
    public OrderId Id => new(Page.Id);
    public string Number => Page.Number;
    public OrderStatus Status => Page.Status;
    public string? HoldCode => Page.HoldCode;

    /// <summary><c>stage outcome</c> of the last journey.</summary>
    public IReadOnlyList<string> Trace => [.. Page.Trace.Select(entry => $"{entry.Stage} {entry.Outcome}")];

    /// <summary>The kinds of the timeline's events, oldest first.</summary>
    public IReadOnlyList<string> Timeline => [.. Page.Events.Select(happened => happened.Kind)];

    /// <summary><c>account currency: balance</c> over all vouchers; empty when everything was taken back.</summary>
    public IReadOnlyList<string> Balances =>
        [.. Page.Vouchers.SelectMany(voucher => voucher.Lines).GroupBy(line => (line.Account, line.Amount.Currency))
            .Select(account => (account.Key, Sum: account.Sum(line => line.Side == Side.Debit ? line.Amount.Minor : -line.Amount.Minor)))
            .Where(account => account.Sum != 0).OrderBy(account => account.Key).Select(account => string.Create(CultureInfo.InvariantCulture, $"{account.Key.Account} {account.Key.Currency}: {account.Sum}"))];

    /// <summary>Everything at once, to compare journeys of different databases.</summary>
    public string Whole() => string.Join('\n', new[]
    {
        $"{Number} {Page.Content.ExternalNumber} {Status} run {Page.Run} since {Page.Since:s} expected {Page.ExpectedOn} hold {HoldCode} at {Page.HoldStage}: {Page.HoldReason}",
        $"from {Warehouses} by {Service} profit {ProfitMinor} tags {Page.Tags} priority {Page.Priority}",
        $"reserved {string.Join("; ", Reserved)}",
        $"lines {string.Join("; ", Page.Lines.Select(line => $"{line.Number} {line.Code} {line.Sku} {line.Quantity}-{line.CancelledQuantity} {line.Amount}"))}",
        $"consignments {string.Join("; ", Page.Consignments.Select(sent => $"{sent.Reference} {World.Code(sent.Warehouse)} {sent.Status} {sent.Service} {sent.EstimatedPrice} [{string.Join(", ", sent.Parcels.Select(parcel => $"{parcel.Carton} {parcel.GrossWeightGrams} g"))}]"))}",
        $"fulfilment {string.Join("; ", Page.Fulfilment.Select(part => $"{World.Code(part.Warehouse)} {part.Status} {string.Join(", ", part.Lines.Select(line => $"{line.Sku}×{line.Quantity}"))}"))}",
        $"costs {string.Join("; ", Page.Costs.Select(cost => $"{cost.Kind} {cost.Estimated} {cost.Actual}"))}",
        $"vouchers {string.Join("; ", Page.Vouchers.Select(voucher => $"{voucher.Kind} {voucher.Text} {string.Join(", ", voucher.Lines.Select(line => $"{line.Account} {line.Side} {line.Amount}"))}"))}",
        $"trace {string.Join("; ", Page.Trace.Select(entry => $"{entry.Stage} {entry.Outcome} {entry.Detail} [{string.Join(", ", entry.Alternatives.Select(other => $"{other.Name} {other.Value} {other.Note} {other.Chosen}"))}]"))}",
        $"timeline {string.Join("; ", Page.Events.Select(happened => $"{happened.Kind} {happened.Text}"))}",
    });

    public static async Task<IReadOnlyList<Standing>> OfAsync(IServiceProvider provider, IReadOnlyList<string> externalNumbers)
    {
        var db = provider.GetRequiredService<EntrepotDb>();
        var page = provider.GetRequiredService<OrderPage>();
        var orders = (await db.Set<Order>().ToListAsync()).ToDictionary(order => order.ExternalNumber, StringComparer.Ordinal);
        var standing = new List<Standing>();
        foreach (var number in externalNumbers)
        {
            var order = orders[number];
            var reserved = await db.QueryAsync(
                """
                SELECT l.number, p.sku, r.warehouse_id, SUM(r.quantity - r.shipped) FROM inventory_reservation r
                JOIN orders_line l ON l.tenant_id = r.tenant_id AND l.id = r.line_id JOIN catalog_product p ON p.tenant_id = r.tenant_id AND p.id = r.product_id
                WHERE r.tenant_id = @p0 AND r.order_id = @p1 AND r.state = 'Open' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                """,
                row => string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(0)} {row.GetString(1)}×{row.GetInt64(3)} {World.Code(new(row.GetInt64(2)))}"), World.Ct, db.Tenant.Value, order.Id.Value);
            var view = await page.RunAsync(order.Id, ListUrl.Of("/orders", ""), World.Ct);
            standing.Add(new(view.ShouldNotBeNull(), reserved, order.Warehouses, order.Service, order.ProfitMinor));
        }

        return standing;
    }
}
