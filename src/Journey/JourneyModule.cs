using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey.Changing;
using Entrepot.Journey.Features;
using Entrepot.Journey.Following;
using Entrepot.Journey.Stages;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Work;
using Entrepot.Rules.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Journey;

/// <summary>
/// The journey: what happens to an order, over all modules. Owns no tables. <see cref="OrderJourney"/> is the way from
/// intake to planned fulfilment; <c>Following/</c> resumes orders when warehouses, carriers and channels report;
/// <c>Features/</c> holds what people do to an order on its way.
/// </summary>
public sealed class JourneyModule : IModule
{
    public string Name => "Journey";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<OrderJourney>();
        services.AddScoped<CheckOrder>();
        services.AddScoped<ScreenOrder>();
        services.AddScoped<ApplyRules>();
        services.AddScoped<ClassifyGoods>();
        services.AddScoped<WarehouseCosts>();
        services.AddScoped<ReserveStock>();
        services.AddScoped<QuoteLandedCost>();
        services.AddScoped<PlanTransport>();
        services.AddScoped<RecordTax>();
        services.AddScoped<PostVouchers>();
        services.AddSingleton<JourneyMetrics>();
        services.AddSingleton<JourneyRunner>();

        services.AddScoped<Unwind>();
        services.AddScoped<HeldOrders>();
        services.AddScoped<SecondPerson>();
        services.AddScoped<CancelOrder>().AddApproval<CancelOrder>(CancelOrder.Approved);
        services.AddScoped<HoldOrders>();
        services.AddScoped<IStopOrders>(provider => provider.GetRequiredService<HoldOrders>());
        services.AddScoped<ChangeOrder>().AddApproval<ChangeOrder>(ChangeOrder.Approved);
        services.AddScoped<Rehearsal>();
        services.AddScoped<SplitOrder>();
        services.AddScoped<MergeOrders>();
        services.AddScoped<IMergeProposals>(provider => provider.GetRequiredService<MergeOrders>());
        services.AddScoped<EditOrder>();
        services.AddScoped<ChangePages>();
        services.AddScoped<UndoMove>();
        services.AddScoped<MovedCancellations>();
        services.AddScoped<MapSku>();
        services.AddScoped<ClassifyProduct>();
        services.AddScoped<ChooseTariffLine>();
        services.AddScoped<IRuleOrders, PastOrderFacts>();
        services.AddSingleton<IHoldRules, HoldRules>();
        services.AddSingleton<IHsCodes, HsCodes>();
        services.AddScoped<ITradedCodes, TradedCodes>();
        services.AddScoped<IQuoteExchange, QuoteExchange>();
        services.AddScoped<DescribeGoods>();
        services.AddScoped<IOrderReplacing, ReplaceOrder>();
        services.AddScoped<MakePapers>();
        services.AddScoped<MakePapersAgain>();

        services.AddSubscriber<FulfilmentPacked, OnFulfilmentPacked>(OnFulfilmentPacked.Subscription);
        services.AddScoped<TellChannels>();
        services.AddSubscriber<FulfilmentHandedOver, OnFulfilmentHandedOver>(OnFulfilmentHandedOver.Subscription);
        services.AddSubscriber<ConsignmentBooked, OnConsignmentBooked>(OnConsignmentBooked.Subscription);
        services.AddSubscriber<ConsignmentMoved, OnConsignmentMoved>(OnConsignmentMoved.Subscription);
        services.AddSubscriber<ConsignmentAdvanced, OnConsignmentAdvanced>(OnConsignmentAdvanced.Subscription);
        services.AddSubscriber<ConsignmentDelivered, OnConsignmentDelivered>(OnConsignmentDelivered.Subscription);
        services.AddSubscriber<ConsignmentRefused, OnConsignmentRefused>(OnConsignmentRefused.Subscription);
        services.AddSubscriber<BookingStuck, OnBookingStuck>(OnBookingStuck.Subscription);
        services.AddSubscriber<FulfilmentShort, OnFulfilmentShort>(OnFulfilmentShort.Subscription);
        services.AddSubscriber<StockFreed, OnStockFreed>(OnStockFreed.Subscription);
        services.AddSubscriber<ProductCorrected, OnProductCorrected>(OnProductCorrected.Subscription);
        services.AddSubscriber<OrderLinesCancelled, OnOrderLinesCancelled>(OnOrderLinesCancelled.Subscription);

        services.AddScoped<IVerification, ReservationsEqualDemand>();
        services.AddScoped<IVerification, NoOrderIsLost>();
        services.AddScoped<IVerification, ConsignmentsEqualFulfilment>();
        services.AddScoped<IVerification, ReferencesLeadSomewhere>();
        services.AddScoped<IVerification, VouchersEqualCosts>();
        services.AddScoped<IVerification, TaxRecordEqualsVouchers>();
        services.AddScoped<IVerification, SomethingMovesEachOrder>();
        services.AddScoped<IVerification, PapersFollowParcels>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        CancelOrder.Map(routes);
        HoldOrders.Map(routes);
        ChangeOrder.Map(routes);
        ChangePages.Map(routes);
        MapSku.Map(routes);
        ClassifyProduct.Map(routes);
        DescribeGoods.Map(routes);
        ChooseTariffLine.Map(routes);
        MakePapersAgain.Map(routes);
    }
}
