using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Features;
using Entrepot.Channels.Features.Connections;
using Entrepot.Channels.Features.Importing;
using Entrepot.Channels.Features.Intake;
using Entrepot.Channels.Features.Profiling;
using Entrepot.Channels.Features.Trials;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Work;
using Entrepot.Platform.Watching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Channels;

/// <summary>
/// Channels: where orders come from, and their front door. Stores an order once, keeps what contradicts it, hands it
/// to the journey, and passes cancellations on.
/// <c>Connectors</c> speak to marketplaces, <c>Features/Connections</c> pulls from connected shops and takes their webhooks;
/// <c>Features/Importing</c> reads files by mapping profiles, which <c>Features/Profiling</c> edits; <c>Features/Intake</c> is what people decide at the door.
/// Owns the tables <c>channels_*</c>. Publishes <see cref="OrderLinesCancelled"/>. Listens to nothing.
/// </summary>
public sealed class ChannelsModule : IModule
{
    public string Name => "Channels";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IVerification, AcceptedOnce>();
        services.AddScoped<IVerification, ContentsEqualTheirHashes>();
        services.AddScoped<IVerification, UploadsAreWhole>();
        services.AddScoped<ISalesChannels, ConnectChannel>();
        services.AddScoped<IOrderIntake, AcceptOrders>();
        services.AddScoped<IWaitingOrders, WaitingOrders>();
        services.AddSingleton<AcceptTogether>();
        services.AddSingleton<IFrontDoor>(provider => provider.GetRequiredService<AcceptTogether>());
        services.AddSingleton<KnownChannels>();
        services.AddSingleton<ChannelCodes>();
        services.AddScoped<IChannelActivity, LatestActivity>();
        services.AddScoped<IBacklog, IntakeBacklog>();
        services.AddScoped<ChannelPages>();
        services.AddScoped<SendOrders>();
        services.AddScoped<IntakeDecisions>();
        services.AddScoped<ParkedList>();
        services.AddScoped<DecideParked>();
        services.AddScoped<ConflictList>();
        services.AddScoped<DecideConflict>();
        services.AddScoped<INavCounts, IntakeNavCounts>();
        services.AddScoped<ImportList>();
        services.AddScoped<NoteExport>();
        services.AddAudited(new Audited(ChannelPages.Subject, "Sales channels", "/channels"));
        services.AddSettings(new SettingsEntry("Orders|settings", "Channels", "Shops and files that orders come from", "/channels", "building-store", "imports.view"));
        services.AddNav(
            new NavEntry("Work", "Imports", "/imports", "file-import", "imports.view", 40),
            new NavEntry("Control", "Channels", "/channels", "building-store", "imports.view", 40));
        services.AddScoped<CancelOrderLines>();
        services.AddScoped<EarlyCancellations>();
        services.AddScoped<GrownCancellations>();
        services.AddScoped<CancellationNotes>();
        services.AddScoped<ImportOrders>();
        services.AddScoped<IOrderImport>(provider => provider.GetRequiredService<ImportOrders>());
        services.AddScoped<UploadImport>();
        services.AddScoped<UploadedFiles>();
        services.AddWorkHandler<ForgetUploads>().AddSchedule(ForgetUploads.WorkKind, ForgetUploads.Cadence);
        services.AddScoped<StopImport>();
        services.AddHostedService<ImportWorker>();
        services.AddScoped<Profiles>();
        services.AddScoped<ProfilePages>();
        services.AddScoped<ProfileEditor>();
        services.AddScoped<EditProfiles>();
        services.AddScoped<Samples>();
        services.AddScoped<ImportPipeline>();
        services.AddScoped<ImportWriter>();
        services.AddScoped<MatchCancellations>();
        services.AddScoped<ITestWorld, RetailWorld>();
        ShopHttp.Add(services);
        services.AddSingleton<IChannelTrials, ChannelTrials>();
        services.AddSingleton<ShopPaces>();
        services.AddScoped<ShopConnections>();
        services.AddScoped<ShopPages>();
        services.AddScoped<ConnectShop>();
        services.AddScoped<IShopSetup>(provider => provider.GetRequiredService<ConnectShop>());
        services.AddScoped<TakePulledOrders>();
        services.AddScoped<TakeWebhook>();
        services.AddExternalWork<PullShop>();
        services.AddExternalWork<FetchNamedOrders>();
        services.AddExternalWork<TellParcel>();
        services.AddScoped<IChannelParcels, TellParcel>();
        services.AddSingleton(new TestSizes(configuration));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        ChannelPages.Map(routes);
        SendOrders.Map(routes);
        ParkedList.Map(routes);
        DecideParked.Map(routes);
        ImportList.Map(routes);
        ConflictList.Map(routes);
        DecideConflict.Map(routes);
        UploadImport.Map(routes);
        StopImport.Map(routes);
        NoteExport.Map(routes);
        ProfilePages.Map(routes);
        ShopPages.Map(routes);
        ConnectShop.Map(routes);
        TakeWebhook.Map(routes);
    }
}
