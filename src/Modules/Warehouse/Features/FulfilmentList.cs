using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Fulfilment orders by stage, warehouse and number, most urgent first.</summary>
internal sealed class FulfilmentList(EntrepotDb db, WarehouseCodes codes)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/warehouse/fulfilment", async (ListUrl url, FulfilmentList list, CancellationToken ct) => PageResult.Show<FulfilmentListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("warehouse.view");

    public async Task<FulfilmentListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        var orders = Filter(url, sites);
        var rows = await FulfilmentRows.Shown(FloorReader.MostUrgent(orders).Skip((url.Page - 1) * FulfilmentListView.PageSize).Take(FulfilmentListView.PageSize)).ToListAsync(ct);
        return new(url, FulfilmentRows.Of(rows, sites), await orders.LongCountAsync(ct), [.. sites.Values.Order(StringComparer.Ordinal)]);
    }

    private IQueryable<FulfilmentOrder> Filter(ListUrl url, IReadOnlyDictionary<WarehouseId, string> sites)
    {
        IQueryable<FulfilmentOrder> orders = db.Set<FulfilmentOrder>();
        if (url.Choice<FulfilmentStatus>("stage") is { } stage) orders = orders.Where(order => order.Status == stage);
        if (sites.FirstOrDefault(site => site.Value == url["warehouse"]) is { Value: not null } chosen) orders = orders.Where(order => order.WarehouseId == chosen.Key);
        if (url["q"] is { } text)
        {
            var id = new FulfilmentOrderId(long.TryParse(text.TrimStart('F', 'f'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
            orders = orders.Where(order => order.OrderNumber == text || order.Id == id);
        }

        return orders;
    }
}
