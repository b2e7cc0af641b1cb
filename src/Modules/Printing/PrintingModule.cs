using Entrepot.Platform.Modules;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Features;
using Entrepot.Printing.Printers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Printing;

/// <summary>
/// Printing: printers, the stations that use them, and the queue before them.
/// Owns the tables <c>printing_*</c>. Publishes and listens to nothing: whoever has documents asks for them to be printed, and
/// renders them through an <see cref="IPrintSource"/> of its own.
/// </summary>
public sealed class PrintingModule : IModule
{
    public string Name => "Printing";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddHttpClient(IppPrinter.ClientName, client => client.Timeout = IppPrinter.TimeOut);
        services.AddSingleton<IppPrinter>();
        services.AddScoped<PrintStation>();
        services.AddScoped<PrintQueue>();
        services.AddScoped<IPrinting>(provider => provider.GetRequiredService<PrintQueue>());
        services.AddScoped<PrintJobs>();
        services.AddScoped<SetUpPrinters>();
        services.AddScoped<PrinterLists>();
        services.AddScoped<PrintingPages>();
        services.AddScoped<PrinterPages>();
        services.AddScoped<IPrintSource, TestPage>();
        services.AddExternalWork<SendToPrinter>();
        services.AddExternalWork<FollowPrintJob>();
        services.AddSettings(new SettingsEntry("Goods and warehouses|settings", "Printers", "Where labels and papers come out", "/settings/printers", "printer", "settings.edit"));
        services.AddNav(
            new NavEntry("Goods", "Printing", "/printing", "printer", "transport.print", 70),
            new NavEntry("Control", "Printers", "/settings/printers", "printer", "settings.edit", 60));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        PrintJobs.Map(routes);
        PrintingPages.Map(routes);
        PrinterPages.Map(routes);
    }
}
