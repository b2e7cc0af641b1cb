using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Features;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Orders;

/// <summary>
/// Orders: what a merchant sold and where it stands.
/// Owns the tables <c>orders_*</c>. Publishes <c>OrderCancelled</c>; the journey writes what it decided through
/// <see cref="IOrderBook"/> and moves orders on when warehouses and carriers report.
/// </summary>
public sealed class OrdersModule : IModule
{
    public string Name => "Orders";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IOrderBook, OrderBook>();
        services.AddScoped<IPastOrders, PastOrders>();
        services.AddScoped<IOrderCounts, OrderCounts>();
        services.AddSingleton(provider => new Momentary<TenantId, IReadOnlyDictionary<OrderStatus, int>>(provider.GetRequiredService<TimeProvider>(), OrderList.CountsKeptFor));
        services.AddScoped<OrderFilters>();
        services.AddScoped<OrderMarks>();
        services.AddScoped<UndoBook>();
        services.AddScoped<IOrderMoves, OrderMoves>();
        services.AddScoped<OrderNotes>();
        services.AddScoped<Mentions>();
        services.AddScoped<IBell, Mentions>();
        services.AddScoped<IOrderConflicts, OrderConflicts>();
        services.AddSingleton<HoldDeadlines>();
        services.AddScoped<IManyOrders, ManyOrders>();
        services.AddScoped<TagOrders>();
        services.AddScoped<AssignOrders>();
        services.AddScoped<EditTags>();
        services.AddScoped<UndoChange>();
        services.AddScoped<OrderList>();
        services.AddSingleton(provider => new Momentary<(TenantId, string), long>(provider.GetRequiredService<TimeProvider>(), OrderViews.CountsKeptFor));
        services.AddScoped<OrderViews>();
        services.AddScoped<OrderExport>();
        services.AddScoped<OrderPage>();
        services.AddScoped<PaperList>();
        services.AddScoped<PrintOrderPapers>();
        services.AddScoped<HoldQueue>();
        services.AddSearch<FindOrders>().AddSearch<FindBuyers>().AddSearch<FindParcels>();
        services.AddScoped<ReleaseHold>();
        services.AddScoped<IVerification, EveryOrderEndsOrWaits>();
        services.AddScoped<IVerification, OrdersExplainThemselves>();
        services.AddScoped<IVerification, OrdersAreBookedOnce>();
        services.AddScoped<IVerification, OrdersAreFound>();
        services.AddScoped<INavCounts, OrderNavCounts>();
        services.AddNav(
            new NavEntry("Work", "Orders", "/orders", "shopping-cart", "orders.view", 20, "o"),
            new NavEntry("Work", "Holds", "/holds", "hand-stop", "orders.view", 30, "h"));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        OrderList.Map(routes);
        OrderViews.Map(routes);
        OrderExport.Map(routes);
        OrderPage.Map(routes);
        PaperList.Map(routes);
        PrintOrderPapers.Map(routes);
        HoldQueue.Map(routes);
        ReleaseHold.Map(routes);
        TagOrders.Map(routes);
        OrderNotes.Map(routes);
        Mentions.Map(routes);
        AssignOrders.Map(routes);
        EditTags.Map(routes);
        UndoChange.Map(routes);
    }
}
