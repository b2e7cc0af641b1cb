using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

[Storage]
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
    public async Task An_uploaded_file_is_imported_in_the_background_and_its_copy_is_removed()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        using var answer = await UploadAsync(person, "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A1,CUP,6,2010-12-01 08:26:00,2.55,,United Kingdom\n");

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var import = await EndAsync(host);
        (import.State, import.Orders, import.RequestedBy, import.Name).ShouldBe((ImportState.Done, 1, "Mei", "mine.csv"));
        (await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportPartRow>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_form_without_a_file_comes_back()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        using var answer = await UploadAsync(person, "");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_conflict_shows_the_field_that_differs_with_both_values()
    {
        await using var host = await ChannelsHost.StartAsync();
        foreach (var quantity in new[] { 2, 4_711 })
            await host.AskAsync(services => services.GetRequiredService<IOrderIntake>().AcceptAsync(Front.Shop, [Front.AnOrder("A-77", Front.ALine("1", quantity))], [null], CancellationToken.None));
        using var reader = await host.ProgramAsync("imports.view");

        var page = await reader.GetStringAsync("/imports/conflicts");

        page.ShouldContain("A-77");
        page.ShouldContain("lines[0].quantity");
        page.ShouldContain("<bdi>2</bdi>");
        page.ShouldContain("<bdi>4711</bdi>");
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

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient person, string text)
    {
        var token = Regex.Match(await person.GetStringAsync("/imports/new"), "name=\"csrf\" content=\"([^\"]+)\"").Groups[1].Value;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("shop"), "channel" }, { new StringContent("uci-online-retail"), "profile" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "mine.csv" },
        };
        return await person.PostAsync("/imports", form);
    }

    private static async Task<ImportRow> EndAsync(ChannelsHost host)
    {
        for (var i = 0; i < 300; i++)
        {
            var import = await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportRow>().SingleAsync());
            if (import.FinishedAt is not null) return import;
            await Task.Delay(100);
        }

        throw new TimeoutException("The import did not end.");
    }
}
