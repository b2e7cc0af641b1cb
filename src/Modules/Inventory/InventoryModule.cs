using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Features;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Inventory;

/// <summary>
/// Inventory: where goods are, for whom they are kept, and what is on its way.
/// Owns the tables <c>inventory_*</c>: warehouses, stock records with their movements and reorder points, reservations,
/// inbound goods, transfers and backorders. Publishes <see cref="StockFreed"/> and listens to nothing: whoever moves goods says so through <see cref="IStock"/>.
/// </summary>
public sealed class InventoryModule : IModule
{
    public string Name => "Inventory";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IStock, Stock>();
        services.AddScoped<IInbound, InboundGoods>();
        services.AddScoped<IWarehouses, Warehouses>();
        services.AddScoped<IPieces, CountPieces>();
        services.AddScoped<StockReader>();
        services.AddScoped<StockWriter>();
        services.AddScoped<ReserveStock>();
        services.AddScoped<ReleaseStock>();
        services.AddScoped<ShipStock>();
        services.AddScoped<ReceiveStock>();
        services.AddScoped<AdjustStock>();
        services.AddScoped<StockNames>();
        services.AddScoped<PostAdjustments>();
        services.AddScoped<PostReceipts>();
        services.AddSearch<FindStock>();
        services.AddScoped<InboundList>();
        services.AddScoped<StockList>();
        services.AddScoped<StockProduct>();
        services.AddScoped<MovementList>();
        services.AddScoped<SendTransfer>();
        services.AddScoped<TransferPages>();
        services.AddScoped<SetReorderPoints>();
        services.AddScoped<LowStock>();
        services.AddScoped<INavCounts, LowStock>();
        services.AddScoped<IStockAlerts, LowStock>();
        services.AddScoped<IVerification, TransfersAddUp>();
        services.AddScoped<IVerification, StockEqualsItsMovements>();
        services.AddScoped<IVerification, ReservedEqualsReservations>();
        services.AddScoped<IVerification, NothingIsOversold>();
        services.AddScoped<IVerification, ReservationsEqualMovements>();
        services.AddScoped<IVerification, OneMovementForEachCause>();
        services.AddScoped<WarehouseList>();
        services.AddScoped<EditWarehouse>();
        services.AddSettings(
            new SettingsEntry("Goods and warehouses|settings", "Warehouses", "Addresses, time zones and cut-off times", "/warehouses", "building-warehouse", "stock.view"),
            new SettingsEntry("Goods and warehouses|settings", "Stock", "Reorder points: below which a product is short", "/stock", "packages", "stock.view"));
        services.AddNav(
            new NavEntry("Goods", "Stock", "/stock", "packages", "stock.view", 20, "s"),
            new NavEntry("Control", "Warehouses", "/warehouses", "building-warehouse", "stock.view", 40));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        WarehouseList.Map(routes);
        EditWarehouse.Map(routes);
        StockList.Map(routes);
        StockProduct.Map(routes);
        MovementList.Map(routes);
        SendTransfer.Map(routes);
        TransferPages.Map(routes);
        SetReorderPoints.Map(routes);
        PostAdjustments.Map(routes);
        PostReceipts.Map(routes);
        InboundList.Map(routes);
    }
}
