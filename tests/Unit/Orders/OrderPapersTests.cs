using System.Net;
using Entrepot.Channels.Contracts;
using Entrepot.Journey;
using Entrepot.Unit.Documents;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>The slip in the parcel and the pro-forma invoice, drawn from an order as it stands.</summary>
[Storage]
public sealed class OrderPapersTests
{
    [Fact]
    public async Task A_slip_has_amounts_unless_it_is_a_present_and_a_pro_forma_invoice_says_what_it_is()
    {
        await using var host = await ProductHost.StartAsync(build: builder => builder.Services.AddSingleton(TestFonts.Library));
        using var printer = await host.ProgramAsync(ProductHost.Ours, "orders.view", "transport.print");
        await TakeAsync(host, AnOrder("SLIP-1", "GB", ""), AnOrder("SLIP-2", "ES", "¡Feliz cumpleaños!"));

        var plain = await PdfAsync(printer, await IdAsync(printer, "SLIP-1"), "packing-slip");
        PdfTools.Check(plain);
        PdfTools.Fonts(plain).ShouldAllBe(font => font.Contains("yes yes yes"));
        var said = PdfTools.Text(plain);
        said.ShouldContain("SLIP-1");
        said.ShouldContain("19.99");
        said.ShouldContain("within 14 days");

        var present = PdfTools.Text(await PdfAsync(printer, await IdAsync(printer, "SLIP-2"), "packing-slip"));
        present.ShouldContain("ALBARÁN");
        present.ShouldContain("¡Feliz cumpleaños!");
        present.ShouldNotContain("19.99");

        var invoice = await PdfAsync(printer, await IdAsync(printer, "SLIP-2"), "pro-forma");
        PdfTools.Check(invoice);
        var words = PdfTools.Text(invoice);
        words.ShouldContain("PRO-FORMA INVOICE");
        words.ShouldContain("Not a tax invoice");
        words.ShouldNotContain("No sale");
        words.ShouldContain("19.99");
        words.ShouldContain("PF-");

        (await printer.GetAsync("/orders/1/packing-slip.pdf")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static IncomingOrder AnOrder(string number, string country, string message) => new()
    {
        ExternalNumber = number,
        PlacedAt = TestDatabase.Noon,
        Currency = "GBP",
        BuyerId = number,
        GiftMessage = message,
        ShipTo = new() { Name = "Ada Lovelace", Line1 = "12 St James's Square", City = "London", Postcode = "SW1Y 4JH", Country = country, Email = "ada@example.com", Phone = "+442079460000" },
        Lines = [new() { ExternalLineId = "1", Code = "EL-BUDS-BK", Quantity = 1, UnitPriceMicros = 19_990_000, AmountMinor = 1_999 }],
    };

    private static async Task TakeAsync(ProductHost host, params IncomingOrder[] orders)
    {
        await host.AskAsync(ProductHost.Ours, async services =>
        {
            var channel = (await services.GetRequiredService<ISalesChannels>().AllAsync(CancellationToken.None)).First(one => one.Code == "amazon-uk");
            return await services.GetRequiredService<IOrderIntake>().AcceptAsync(channel.Id, orders, [.. orders.Select(_ => (string?)null)], CancellationToken.None);
        });
        await host.Services.GetRequiredService<JourneyRunner>().DrainAsync(ProductHost.Ours, CancellationToken.None);
    }

    private static async Task<string> IdAsync(HttpClient client, string number)
    {
        var page = await client.GetStringAsync($"/orders?q={number}");
        var at = page.IndexOf("href=\"/orders/", page.IndexOf("<tbody", StringComparison.Ordinal), StringComparison.Ordinal) + "href=\"/orders/".Length;
        return page[at..page.IndexOf('"', at)];
    }

    private static async Task<byte[]> PdfAsync(HttpClient client, string order, string paper)
    {
        using var answer = await client.GetAsync($"/orders/{order}/{paper}.pdf");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
