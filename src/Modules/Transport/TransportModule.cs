using Entrepot.Platform.Modules;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Carriers.DhlExpress;
using Entrepot.Transport.Carriers.DhlParcelDe;
using Entrepot.Transport.Carriers.Ups;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Features;
using Entrepot.Transport.Loading;
using Entrepot.Transport.Rates;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Transport;

/// <summary>
/// Transport: cartons, carriers' rate cards, the choice between services, and consignments from plan to delivery.
/// Owns the tables <c>transport_*</c>. Publishes <see cref="ConsignmentBooked"/>, <see cref="ConsignmentRefused"/>,
/// <see cref="BookingStuck"/>, <see cref="ConsignmentMoved"/> and <see cref="ConsignmentDelivered"/>; listens to nothing. Calls to carriers are
/// the work items <c>transport.book</c>, <c>transport.void</c> and <c>transport.track</c>.
/// </summary>
public sealed class TransportModule : IModule
{
    public string Name => "Transport";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IVerification, ParcelsAreBookedOnce>();
        services.AddScoped<IVerification, BookedParcelsHaveNumbers>();
        services.AddScoped<IVerification, ParcelsAreAskedFor>();
        services.AddSingleton<RateBooks>();
        services.AddScoped<IRateShopping, RateShopping>();
        services.AddScoped<IConsignments, KeepConsignments>();
        services.AddScoped<IParcelSearch, ParcelSearch>();
        services.AddScoped<IFreightFigures, CountFreight>();
        services.AddScoped<CloseManifest>();
        services.AddScoped<IManifests>(provider => provider.GetRequiredService<CloseManifest>());
        services.AddScoped<CarrierAccounts>();
        services.AddScoped<SetUpTransport>();
        services.AddScoped<ITransportSetup>(provider => provider.GetRequiredService<SetUpTransport>());
        services.AddScoped<PrintLabel>();
        services.AddScoped<PrintManifest>();
        services.AddScoped<IPrintSource, LabelForPrinter>();
        services.AddScoped<ConsignmentList>();
        services.AddSingleton<IPackingBenchmark, PackingBenchmark>();
        services.AddExternalWork<BookAtCarrier>();
        services.AddExternalWork<VoidAtCarrier>();
        services.AddExternalWork<TrackConsignments>();
        AddCarriers(services);
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        CloseManifest.Map(routes);
        ConsignmentList.Map(routes);
        PrintLabel.Map(routes);
        PrintManifest.Map(routes);
        RecogniseTrackingNumber.Map(routes);
        SetUpTransport.Map(routes);
    }

    private static void AddCarriers(IServiceCollection services)
    {
        services.AddHttpClient(CarrierHttp.ClientName, client => client.Timeout = CarrierHttp.TimeOut).RemoveAllLoggers(); // MeasuredCarrier counts and traces the calls.
        services.AddSingleton<CarrierHttp>();
        services.AddSingleton<CarrierTokens>();
        services.AddSingleton<UpsCarrier>();
        services.AddSingleton<DhlExpressCarrier>();
        services.AddSingleton<DhlParcelDeCarrier>();
        services.AddSingleton<CarrierList>();
    }
}
