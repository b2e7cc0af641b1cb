using Entrepot.Platform.Modules;

namespace Entrepot.Simulation.Company;

/// <summary>Every module of the product, as the host lists them.</summary>
internal static class Modules
{
    public static IModule[] All() =>
    [
        new Identity.IdentityModule(),
        new Catalog.CatalogModule(),
        new Rules.RulesModule(),
        new Tax.TaxModule(),
        new Customs.CustomsModule(),
        new Inventory.InventoryModule(),
        new Transport.TransportModule(),
        new Finance.FinanceModule(),
        new Warehouse.WarehouseModule(),
        new Channels.ChannelsModule(),
        new Orders.OrdersModule(),
        new Journey.JourneyModule(),
        new Insights.InsightsModule(),
    ];
}
