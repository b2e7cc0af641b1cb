using Microsoft.Playwright;
using static Entrepot.EndToEnd.ThroughTheFloorTests;

namespace Entrepot.EndToEnd;

/// <summary>A picker whose network comes and goes finishes the cart: nothing is lost, nothing happens twice.</summary>
public sealed class LossyFloorTests
{
    [Fact]
    public async Task A_cart_is_finished_through_dead_spots_a_lost_answer_a_reload_a_failing_server_and_an_expired_session()
    {
        await using var server = await RunningServer.StartAsync("", ("Entrepot__Sandbox__OpeningOrdersPerMinute", "0"), ("Entrepot__Sandbox__OrdersPerMinute", "0"), ("Entrepot__Sandbox__Crew", "off"));
        await using var browser = await Browser.SignedInAsync(server);
        var page = browser.Page;
        await ImportAsync(server, page);
        await ReleaseTheHoldAsync(server, page);
        await UntilAsync(page, server.Url + "/orders?view=allocated&q=E2E", page.Locator("#orders tbody tr").Nth(1));
        await page.GotoAsync(server.Url + "/warehouse");
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("form.act[action='/warehouse/waves'] button"), answer => answer.Url.EndsWith("/warehouse/waves", StringComparison.Ordinal));
        await UntilAsync(page, server.Url + "/warehouse/pick", page.Locator(Walks));
        await page.SetViewportSizeAsync(390, 844);

        var (walk, codes) = await LongWalkAsync(server, page);

        // In the dead spot the walker goes on by the list of stops.
        await page.Context.SetOfflineAsync(true);
        foreach (var code in codes.Take(3)) await TypeAsync(page, code);
        await page.Locator("[data-waits=waiting]:not([hidden])").GetByText("3").WaitForAsync();
        (await page.Locator(".ahead li.done").CountAsync()).ShouldBe(1, "the stop whose goods were scanned is struck out");
        (await page.Locator("[data-scan-card]").GetAttributeAsync("data-result")).ShouldBe("none", "nobody has answered yet");

        // Back on the network, the first scan is taken and its answer is lost; then the server fails for a moment.
        var posts = 0;
        await page.RouteAsync("**/warehouse/pick/*", route => route.Request.Method == "POST" ? DisturbAsync(route, ++posts) : route.ContinueAsync());
        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await SentAsync(page);
        posts.ShouldBeGreaterThanOrEqualTo(5, "three scans, one of them sent three times");
        (await page.Locator("[data-refused]:not([hidden])").CountAsync()).ShouldBe(0, await page.Locator("main").InnerTextAsync());

        // The session ends in mid-walk; the scans wait until somebody is signed in again.
        await page.Context.ClearCookiesAsync();
        foreach (var code in codes.Skip(3)) await TypeAsync(page, code);
        await page.Locator("[data-waits=signed-out]:not([hidden]) a").ClickAsync();
        await page.FillAsync("[name=userName]", "admin");
        await page.FillAsync("[name=password]", server.Password);
        await page.ClickAsync("button.btn-go[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await SentAsync(page);

        await page.GotoAsync(walk);
        (await page.Locator("[data-scan-card]").InnerTextAsync()).ShouldContain("The walk is done.");
        (await page.EvaluateAsync<string?>("localStorage.getItem('entrepot.scans.refused')")).ShouldBeNull("every scan was taken");
        await server.KillAsync();
        (await server.CommandAsync("verify --json")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_scan_that_the_server_will_never_take_is_shown_and_does_not_hold_up_those_behind_it()
    {
        await using var server = await RunningServer.StartAsync("", ("Entrepot__Sandbox__OpeningOrdersPerMinute", "0"), ("Entrepot__Sandbox__OrdersPerMinute", "0"), ("Entrepot__Sandbox__Crew", "off"));
        await using var browser = await Browser.SignedInAsync(server);
        var page = browser.Page;
        await page.GotoAsync(server.Url + "/warehouse/floor");
        await page.Locator("form:has([value=Move]) button.tile").ClickAsync();
        await page.Locator(".scan [name=code]").WaitForAsync();
        var here = new Uri(page.Url).AbsolutePath;
        var posts = 0;
        await page.RouteAsync("**" + here, route => route.Request.Method == "POST" && ++posts == 1 ? route.FulfillAsync(new() { Status = 404, ContentType = "text/html", Body = "<h1>Gone</h1>" }) : route.ContinueAsync());

        foreach (var code in new[] { "FIRST", "A-01-01-1" }) await TypeAsync(page, code);
        await SentAsync(page);

        await page.Locator("[data-refused]").GetByText("Gone").WaitForAsync();
        (await page.Locator("[data-scan-card] .big").First.InnerTextAsync()).ShouldBe("A-01-01-1");
        await page.ClickAsync("[data-refused-clear]");
        (await page.Locator("[data-refused]:not([hidden])").CountAsync()).ShouldBe(0);
    }

    private static async Task DisturbAsync(IRoute route, int post)
    {
        if (post == 1)
        {
            await route.FetchAsync();
            try
            {
                await route.AbortAsync();
            }
            catch (PlaywrightException)
            {
                // The page was loaded again meanwhile: nobody waits for this answer any more.
            }

            return;
        }

        await (post == 2 ? route.FulfillAsync(new() { Status = 503, Body = "not now" }) : route.ContinueAsync());
    }

    /// <summary>Opens a walk of two stops or more: the demo's own orders make shorter ones.</summary>
    private static async Task<(string Walk, List<string> Codes)> LongWalkAsync(RunningServer server, IPage page)
    {
        var walks = await page.Locator(Walks).EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        foreach (var walk in walks.Distinct())
        {
            await page.GotoAsync(server.Url + walk);
            if (await AheadAsync(page) is { Count: > 3 } codes) return (server.Url + walk, codes);
        }

        throw new InvalidOperationException($"None of the walks {string.Join(", ", walks)} has two stops.");
    }

    /// <summary>Every bin and its goods in walking order, as a walker reads them off the screen.</summary>
    private static async Task<List<string>> AheadAsync(IPage page)
    {
        var codes = new List<string>();
        foreach (var stop in await page.Locator(".ahead li").AllAsync())
        {
            if (await stop.GetAttributeAsync("data-bin") is { Length: > 0 } bin) codes.Add(bin);
            codes.Add((await stop.GetAttributeAsync("data-goods"))!.Split(' ')[^1]);
        }

        return codes;
    }

    private static async Task TypeAsync(IPage page, string code)
    {
        await page.Locator(".scan [name=code]").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task SentAsync(IPage page) => page.WaitForFunctionAsync("() => JSON.parse(localStorage.getItem('entrepot.scans') ?? '[]').length === 0");
}
