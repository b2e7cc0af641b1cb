using Entrepot.Catalog;
using Entrepot.Channels;
using Entrepot.Customs;
using Entrepot.Finance;
using Entrepot.Identity;
using Entrepot.Insights;
using Entrepot.Inventory;
using Entrepot.Journey;
using Entrepot.Orders;
using Entrepot.Platform.Modules;
using Entrepot.Printing;
using Entrepot.Rules;
using Entrepot.Server.Commands;
using Entrepot.Tax;
using Entrepot.Transport;
using Entrepot.Warehouse;

// Every module of the system, by name and in the order in which they reference each other. Adding one is adding a line.
ModuleList modules = new(
[
    new IdentityModule(),
    new PrintingModule(),
    new CatalogModule(),
    new RulesModule(),
    new TaxModule(),
    new CustomsModule(),
    new InventoryModule(),
    new TransportModule(),
    new FinanceModule(),
    new WarehouseModule(),
    new ChannelsModule(),
    new OrdersModule(),
    new JourneyModule(),
    new InsightsModule(),
]);

// Told to end, a server finishes what runs; the host itself gives up earlier than this.
return await CommandLine.Build(modules).Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
