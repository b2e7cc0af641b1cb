using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using static Entrepot.EndToEnd.ThroughTheFloorTests;

namespace Entrepot.EndToEnd;

/// <summary>From the planned order to the printed label without a mouse.</summary>
public sealed class KeyboardTests
{
    /// <summary>More links and fields than any page on the way has.</summary>
    private const int TabsMax = 250;

    [Fact]
    public async Task An_order_is_released_picked_packed_and_labelled_by_keyboard_alone()
    {
        await using var server = await RunningServer.StartAsync("", ("Entrepot__Sandbox__OpeningOrdersPerMinute", "0"), ("Entrepot__Sandbox__OrdersPerMinute", "0"), ("Entrepot__Sandbox__Crew", "off"));
        await using var browser = await Browser.SignedInAsync(server);
        var page = browser.Page;
        await ImportAsync(server, page);
        await UntilAsync(page, server.Url + "/orders?view=allocated", page.Locator("#orders tbody tr"));

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("w");
        await page.WaitForURLAsync("**/warehouse");
        await page.RunAndWaitForResponseAsync(() => EnterAsync(page, "form.act[action='/warehouse/waves'] button"), answer => answer.Url.EndsWith("/warehouse/waves", StringComparison.Ordinal));
        await UntilAsync(page, server.Url + "/warehouse/pick", page.Locator(Walks));
        await EnterAsync(page, Walks);
        await PickAsync(page);
        await UntilAsync(page, server.Url + "/warehouse/pack", page.Locator(Picked));

        // The packer types the number on the pick list; the field has the focus.
        var number = await page.Locator(Picked).First.InnerTextAsync();
        await page.Keyboard.TypeAsync(number);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-scan-card]").WaitForAsync();
        await PackAsync(page);

        var label = page.Locator("a[href*='/labels/']").First;
        await UntilAsync(page, page.Url, label);
        await TabToAsync(page, "a[href*='/labels/']");
        var bytes = await (await page.APIRequest.GetAsync(server.Url + await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"))).BodyAsync();
        Encoding.ASCII.GetString(bytes, 0, 3).ShouldBeOneOf("%PD", "^XA");
        browser.Errors.ShouldBeEmpty();
    }

    private static async Task PickAsync(IPage page)
    {
        await page.Locator("[data-scan-card]").WaitForAsync();
        for (var card = await CardAsync(page); !card.Contains("The walk is done.", StringComparison.Ordinal); card = await CardAsync(page))
            await ScanAsync(page, await page.Locator(card.Contains("You are at", StringComparison.Ordinal) ? ".scan-item .sub .code >> nth=-1" : ".big .code >> nth=0").InnerTextAsync());
    }

    private static async Task PackAsync(IPage page)
    {
        var goods = new List<(string Gtin, int Pieces)>();
        foreach (var item in await page.Locator(".scan-item").AllAsync())
            goods.Add((await item.Locator(".sub .code").Last.InnerTextAsync(), int.Parse((await item.Locator(".big").InnerTextAsync()).Split('/')[1], CultureInfo.InvariantCulture)));
        foreach (var (gtin, pieces) in goods)
            for (var piece = 0; piece < pieces; piece++) await ScanAsync(page, gtin);

        await EnterAsync(page, "a[href$='/close']");
        await page.WaitForURLAsync("**/close");
        await TabToAsync(page, "[name=weight]");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("690");
        await TabToAsync(page, "[name=accept]");
        await page.Keyboard.PressAsync("Space");
        await EnterAsync(page, "main form[action$='/close'] button[type=submit]");
        await page.WaitForURLAsync(url => !url.EndsWith("/close", StringComparison.Ordinal));
    }

    /// <summary>Types a code as a keyboard does; the page puts it into its field wherever the focus was.</summary>
    private static async Task ScanAsync(IPage page, string code)
    {
        var before = await CardAsync(page);
        await page.Keyboard.TypeAsync(code.Trim());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("before => document.querySelector('[data-scan-card]').innerText !== before", before);
        (await page.Locator("[data-scan-card]").GetAttributeAsync("data-result")).ShouldBe("ok", await CardAsync(page));
    }

    private static Task<string> CardAsync(IPage page) => page.Locator("[data-scan-card]").InnerTextAsync();

    private static async Task EnterAsync(IPage page, string selector)
    {
        await TabToAsync(page, selector);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var tabs = 0; tabs < TabsMax; tabs++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector)) return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"{selector} on {page.Url} is not reached by Tab.");
    }
}
