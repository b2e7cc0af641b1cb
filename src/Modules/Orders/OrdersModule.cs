using Entrepot.Orders.Contracts;
using Entrepot.Orders.Features;
using Entrepot.Platform.Modules;
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
        services.AddScoped<IOrderCounts, OrderCounts>();
        services.AddScoped<ReleaseHold>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        ReleaseHold.Map(routes);
    }
}
