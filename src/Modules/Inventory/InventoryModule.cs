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
/// Owns the tables <c>inventory_*</c>: warehouses, stock records with their movements, reservations, inbound goods and
/// backorders. Publishes <see cref="StockFreed"/> and listens to nothing: whoever moves goods says so through <see cref="IStock"/>.
/// </summary>
public sealed class InventoryModule : IModule
{
    public string Name => "Inventory";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IStock, Stock>();
        services.AddScoped<IInbound, InboundGoods>();
        services.AddScoped<IWarehouses, Warehouses>();
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
        services.AddScoped<IVerification, StockEqualsItsMovements>();
        services.AddScoped<IVerification, ReservedEqualsReservations>();
        services.AddScoped<IVerification, NothingIsOversold>();
        services.AddScoped<IVerification, ReservationsEqualMovements>();
        services.AddScoped<IVerification, OneMovementForEachCause>();
        services.AddNav(new NavEntry("Goods", "Stock", "/stock", "packages", "stock.view", 20, "s"));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        StockList.Map(routes);
        StockProduct.Map(routes);
        PostAdjustments.Map(routes);
        PostReceipts.Map(routes);
        InboundList.Map(routes);
    }
}
