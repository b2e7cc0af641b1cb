using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Warehouse;

/// <summary>
/// Warehouse: the way of goods over the floor, from the planned fulfilment order to the carrier's hands.
/// Owns the tables <c>warehouse_*</c>: bins and what lies in them, floor jobs with their scans, fulfilment orders, waves with
/// their walks, parcels being packed. Publishes
/// <see cref="FulfilmentShort"/>, <see cref="FulfilmentPacked"/> and <see cref="FulfilmentHandedOver"/>. Listens to
/// <see cref="ConsignmentBooked"/>, <see cref="ConsignmentRefused"/> and <see cref="BookingStuck"/> (Transport).
/// </summary>
public sealed class WarehouseModule : IModule
{
    public string Name => "Warehouse";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IVerification, FloorQuantitiesAgree>();
        services.AddScoped<IVerification, FulfilmentMovesOnce>();
        services.AddScoped<IFulfilment, FulfilmentOrders>();
        services.AddScoped<IFloor, Floor>();
        services.AddScoped<IBins, Bins>();
        services.AddScoped<FloorReader>();
        services.AddScoped<WarehouseCodes>();
        services.AddScoped<CancelFulfilment>();
        services.AddScoped<PlanWalks>();
        services.AddScoped<ReleaseWave>();
        services.AddScoped<Picking>();
        services.AddScoped<ConfirmPicks>();
        services.AddScoped<ScanOnWalk>();
        services.AddScoped<PickListPrint>();
        services.AddScoped<PlanShortAgain>();
        services.AddScoped<ExpectedWeights>();
        services.AddScoped<ClosePacking>();
        services.AddScoped<PackOrders>();
        services.AddScoped<ScanIntoParcel>();
        services.AddScoped<CloseParcel>();
        services.AddScoped<BookAgain>();
        services.AddScoped<PrintLabels>();
        services.AddScoped<PrintPapersOfWave>();
        services.AddScoped<IPrintSource, PapersForPrinter>();
        services.AddScoped<IPrintSource, PickListForPrinter>();
        services.AddScoped<PrintAtStation>();
        services.AddScoped<HandOver>();
        services.AddScoped<Places>();
        services.AddScoped<BinContents>();
        services.AddScoped<MakeBins>();
        services.AddScoped<EditBin>();
        services.AddScoped<BinList>();
        services.AddScoped<BinLabels>();
        services.AddScoped<FloorGoods>();
        services.AddScoped<ScanLog>();
        services.AddScoped<PutAwayAdvice>();
        services.AddScoped<IFloorStep, ReceiveGoods>();
        services.AddScoped<IFloorStep, PutAwayGoods>();
        services.AddScoped<IFloorStep, MoveGoods>();
        services.AddScoped<IFloorStep, CountBin>();
        services.AddScoped<ScanOnTask>();
        services.AddScoped<StartTask>();
        services.AddScoped<DropTask>();
        services.AddScoped<CloseReceipt>();
        services.AddScoped<CloseCount>();
        services.AddScoped<DecideCount>();
        services.AddScoped<FloorTaskQueries>();
        services.AddScoped<FloorPages>();
        services.AddScoped<LookUp>();
        services.AddScoped<IVerification, BinsAddUp>();
        services.AddWorkHandler<ForgetScans>().AddSchedule(ForgetScans.WorkKind, ForgetScans.Cadence);
        services.AddScoped<StockByBin>();
        services.AddScoped<BinMap>();
        services.AddScoped<BinDetail>();
        services.AddScoped<FulfilmentBoard>();
        services.AddScoped<FulfilmentList>();
        services.AddScoped<FulfilmentDetail>();
        services.AddScoped<WalkQueries>();
        services.AddScoped<PackPages>();
        services.AddScoped<HandOverPages>();
        services.AddSubscriber<ConsignmentBooked, OnConsignmentBooked>(OnConsignmentBooked.Subscription);
        services.AddSubscriber<ConsignmentRefused, OnConsignmentRefused>(OnConsignmentRefused.Subscription);
        services.AddSubscriber<BookingStuck, OnBookingStuck>(OnBookingStuck.Subscription);
        services.AddNav(
            new NavEntry("Goods", "Warehouse", "/warehouse", "building-warehouse", "warehouse.view", 30, "w"),
            new NavEntry("Goods", "Floor", "/warehouse/floor", "scan", "warehouse.floor", 35, "f"),
            new NavEntry("Goods", "Pick", "/warehouse/pick", "route", "warehouse.pick", 40),
            new NavEntry("Goods", "Pack", "/warehouse/pack", "package", "warehouse.pack", 50),
            new NavEntry("Goods", "Hand over", "/warehouse/handover", "truck", "warehouse.handover", 60));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        ReleaseWave.Map(routes);
        FloorLists.Map(routes);
        ConfirmPicks.Map(routes);
        PickListPrint.Map(routes);
        PlanShortAgain.Map(routes);
        PackOrders.Map(routes);
        ScanIntoParcel.Map(routes);
        CloseParcel.Map(routes);
        BookAgain.Map(routes);
        PrintLabels.Map(routes);
        PrintPapersOfWave.Map(routes);
        HandOver.Map(routes);
        MakeBins.Map(routes);
        BinList.Map(routes);
        BinLabels.Map(routes);
        FloorTaskApi.Map(routes);
        FloorPages.Map(routes);
        LookUp.Map(routes);
        StockByBin.Map(routes);
        BinMap.Map(routes);
        BinDetail.Map(routes);
        FulfilmentBoard.Map(routes);
        FulfilmentList.Map(routes);
        FulfilmentDetail.Map(routes);
        WalkPages.Map(routes);
        PackPages.Map(routes);
        HandOverPages.Map(routes);
    }
}
