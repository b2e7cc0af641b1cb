using Entrepot.Platform.Modules;

namespace Entrepot.Unit;

/// <summary>Every module of the product, as the host lists them.</summary>
internal static class AllModules
{
    public static IModule[] List() =>
    [
        new Entrepot.Identity.IdentityModule(),
        new Entrepot.Printing.PrintingModule(),
        new Entrepot.Catalog.CatalogModule(),
        new Entrepot.Rules.RulesModule(),
        new Entrepot.Tax.TaxModule(),
        new Entrepot.Customs.CustomsModule(),
        new Entrepot.Inventory.InventoryModule(),
        new Entrepot.Transport.TransportModule(),
        new Entrepot.Finance.FinanceModule(),
        new Entrepot.Warehouse.WarehouseModule(),
        new Entrepot.Channels.ChannelsModule(),
        new Entrepot.Orders.OrdersModule(),
        new Entrepot.Journey.JourneyModule(),
        new Entrepot.Insights.InsightsModule(),
    ];
}
