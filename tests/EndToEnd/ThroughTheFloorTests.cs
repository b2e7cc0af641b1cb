using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Entrepot.EndToEnd;

/// <summary>One day of an operator and a packer, with nobody's help: a file comes in, a hold is decided, goods are scanned, a label is printed.</summary>
public sealed class ThroughTheFloorTests
{
    /// <summary>Two orders that Frankfurt can fill; the second repeats the first one's basket and waits for a person.</summary>
    private const string Rows = """
        order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping
        E2E-1,1,EL-CHG-30,USB-C charger,2,19.90,NOW,jule,DE,EUR,Jule Hartmann,Mainzer Landstr. 12,Frankfurt am Main,,60329,,jule@example.com,
        E2E-1,2,EL-CAB-C1,USB-C cable,1,9.90,NOW,jule,DE,EUR,Jule Hartmann,Mainzer Landstr. 12,Frankfurt am Main,,60329,,jule@example.com,
        E2E-2,1,EL-CHG-30,USB-C charger,2,19.90,NOW,jule,DE,EUR,Jule Hartmann,Mainzer Landstr. 12,Frankfurt am Main,,60329,,jule@example.com,
        E2E-2,2,EL-CAB-C1,USB-C cable,1,9.90,NOW,jule,DE,EUR,Jule Hartmann,Mainzer Landstr. 12,Frankfurt am Main,,60329,,jule@example.com,
        """;

    internal const string Walks = "tbody a[href^='/warehouse/pick/']";
    internal const string Picked = "tbody a[href^='/warehouse/pack/']";

    [Fact]
    public async Task A_file_is_imported_a_hold_released_goods_scanned_and_a_label_printed()
    {
        await using var server = await RunningServer.StartAsync("", ("Entrepot__Sandbox__OpeningOrdersPerMinute", "0"), ("Entrepot__Sandbox__OrdersPerMinute", "0"), ("Entrepot__Sandbox__Crew", "off"));
        await using (var browser = await Browser.SignedInAsync(server))
        {
            await ImportAsync(server, browser.Page);
            await ReleaseTheHoldAsync(server, browser.Page);
            await PickAsync(server, browser.Page);
            await PackAsync(server, browser.Page);
            browser.Errors.ShouldBeEmpty();
        }

        await server.KillAsync();
        var (exit, output) = await server.CommandAsync("verify --json");
        JsonDocument.Parse(output.Trim().Split('\n')[^1]).RootElement.GetProperty("ok").GetBoolean().ShouldBeTrue(output);
        exit.ShouldBe(0);
    }

    internal static async Task ImportAsync(RunningServer server, IPage page)
    {
        await page.GotoAsync(server.Url + "/imports/new");
        var text = Rows.Replace("NOW", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "dealers.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await page.SelectOptionAsync("[name=channel]", new SelectOptionValue { Label = "Dealers (files)" });
        await page.SelectOptionAsync("[name=profile]", "plain-csv");
        await page.ClickAsync("main form[enctype] button[type=submit]");
        await page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        await UntilAsync(page, page.GetByText("Every row became part of an order."));
    }

    internal static async Task ReleaseTheHoldAsync(RunningServer server, IPage page)
    {
        var release = page.Locator("form.act[action$='/release'] button");
        await UntilAsync(page, server.Url + "/holds", release);
        await release.First.ClickAsync();
        await page.Locator("#toasts").GetByText("released").First.WaitForAsync();
    }

    private static async Task PickAsync(RunningServer server, IPage page)
    {
        await UntilAsync(page, server.Url + "/orders?view=allocated&q=E2E", page.Locator("#orders tbody tr").Nth(1));
        await page.GotoAsync(server.Url + "/warehouse");
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("form.act[action='/warehouse/waves'] button"), answer => answer.Url.EndsWith("/warehouse/waves", StringComparison.Ordinal));
        await UntilAsync(page, server.Url + "/warehouse/pick", page.Locator(Walks));

        while (await page.Locator(Walks).CountAsync() > 0)
        {
            await page.Locator(Walks).First.ClickAsync();
            await page.Locator("[data-scan-card]").WaitForAsync();
            for (var card = await CardAsync(page); !card.Contains("The walk is done.", StringComparison.Ordinal); card = await CardAsync(page))
            {
                var isAtBin = card.Contains("You are at", StringComparison.Ordinal);
                await ScanAsync(page, await page.Locator(isAtBin ? ".scan-item .sub .code >> nth=-1" : ".big .code >> nth=0").InnerTextAsync());
            }

            await page.GotoAsync(server.Url + "/warehouse/pick");
        }
    }

    private static async Task PackAsync(RunningServer server, IPage page)
    {
        for (var order = 0; order < 2; order++)
        {
            await UntilAsync(page, server.Url + "/warehouse/pack", page.Locator(Picked));
            await page.Locator(Picked).First.ClickAsync();
            await page.Locator("[data-scan-card]").WaitForAsync();
            foreach (var (gtin, pieces) in await ToPackAsync(page))
            {
                for (var piece = 0; piece < pieces; piece++) await ScanAsync(page, gtin);
            }

            await page.ClickAsync("a[href$='/close']");
            await page.FillAsync("[name=weight]", "690");
            await page.CheckAsync("[name=accept]");
            await page.ClickAsync("main form[action$='/close'] button[type=submit]");
            await page.WaitForURLAsync(url => !url.EndsWith("/close", StringComparison.Ordinal));

            var label = page.Locator("a[href*='/labels/']");
            await UntilAsync(page, page.Url, label);
            var bytes = await (await page.APIRequest.GetAsync(server.Url + await label.First.GetAttributeAsync("href"))).BodyAsync();
            Encoding.ASCII.GetString(bytes, 0, 3).ShouldBeOneOf("%PD", "^XA"); // As the carrier made it: for paper or for a label printer.
        }
    }

    private static async Task<List<(string Gtin, int Pieces)>> ToPackAsync(IPage page)
    {
        var found = new List<(string, int)>();
        foreach (var item in await page.Locator(".scan-item").AllAsync())
            found.Add((await item.Locator(".sub .code").Last.InnerTextAsync(), int.Parse((await item.Locator(".big").InnerTextAsync()).Split('/')[1], CultureInfo.InvariantCulture)));
        return found;
    }

    /// <summary>Types a code as a hand scanner does, and waits for the answer.</summary>
    private static async Task ScanAsync(IPage page, string code)
    {
        var before = await CardAsync(page);
        await page.Locator(".scan [name=code]").FillAsync(code.Trim());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("before => document.querySelector('[data-scan-card]').innerText !== before", before);
        (await page.Locator("[data-scan-card]").GetAttributeAsync("data-result")).ShouldBe("ok", await CardAsync(page));
    }

    private static Task<string> CardAsync(IPage page) => page.Locator("[data-scan-card]").InnerTextAsync();

    /// <summary>Loads a page again until something is there.</summary>
    internal static async Task UntilAsync(IPage page, string url, ILocator wanted)
    {
        await page.GotoAsync(url);
        await UntilAsync(page, wanted);
    }

    internal static async Task UntilAsync(IPage page, ILocator wanted)
    {
        for (var attempt = 0; attempt < 90; attempt++)
        {
            if (await wanted.CountAsync() > 0) return;
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }

        throw new InvalidOperationException($"{page.Url} never showed what was waited for: {await page.Locator("main").InnerTextAsync()}");
    }
}
