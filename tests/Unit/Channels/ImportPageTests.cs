using System.Net;
using System.Text;
using Entrepot.Channels.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

public sealed class ImportPageTests
{
    [Fact]
    public async Task An_import_is_listed_shown_and_its_refused_rows_are_harmless_in_a_spreadsheet()
    {
        await using var host = await ChannelsHost.StartAsync();
        var import = await ImportAsync(host);
        using var reader = await host.ProgramAsync("imports.view");

        (await reader.GetStringAsync("/imports")).ShouldContain("retail.csv");
        (await reader.GetStringAsync($"/imports/{import}")).ShouldContain("is not a whole number");
        (await reader.GetAsync("/imports/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var csv = await reader.GetStringAsync($"/imports/{import}/refused.csv");
        csv.ShouldContain("kind,file,row,order,field,why,what_to_do");
        csv.ShouldContain("Quantity");
        csv.Split(',', '\n').ShouldNotContain("=HYPERLINK(1)");
    }

    [Fact]
    public async Task Imports_are_for_those_who_may_see_them()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var reader = await host.ProgramAsync("orders.view");

        (await reader.GetAsync("/imports")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<long> ImportAsync(ChannelsHost host) => host.AskAsync(async services =>
    {
        const string text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n=HYPERLINK(1),A1,CUP,six,2010-12-01 08:26:00,2.55,,United Kingdom\n";
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var summary = await services.GetRequiredService<IOrderImport>().RunAsync(
            new("uci-online-retail", Front.Shop, []) { Content = content, ContentName = "retail.csv", Complete = false }, null, CancellationToken.None);
        return summary.Value.ImportId;
    });
}
