using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using static Entrepot.EndToEnd.ThroughTheFloorTests;

namespace Entrepot.EndToEnd;

/// <summary>An operator's morning in one browser: cases cleared by keys, marks taken back, a colleague who was faster, a session that ended, a shop with an evil name.</summary>
public sealed class OrderDeskTests
{
    private const int Cases = 20;

    /// <summary>Would run as a script, turns the text around it, and is longer than a letter each.</summary>
    private const string EvilName = "<script>window.hacked=1</script>\u202Eلص\"'><img src=x onerror=window.hacked=1>🦊";

    [Fact]
    public async Task Cases_are_cleared_by_keys_marks_taken_back_and_nothing_typed_is_lost()
    {
        await using var server = await RunningServer.StartAsync("", ("Entrepot__Sandbox__OpeningOrdersPerMinute", "0"), ("Entrepot__Sandbox__OrdersPerMinute", "0"), ("Entrepot__Sandbox__Crew", "off"));
        await using var browser = await Browser.SignedInAsync(server);
        var page = browser.Page;
        await NameAShopAsync(server, page);
        await ImportAsync(server, page);
        await TagAndUndoAsync(server, page);
        await ClearCasesAsync(server, page);
        await TwoPeopleAsync(server, browser);
        await ExpireAsync(server, page);

        // The browser tells of each answer that refuses: the overtaken form and the ended session are wanted here.
        browser.Errors.Where(error => !error.Contains("409", StringComparison.Ordinal) && !error.Contains("401", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static async Task NameAShopAsync(RunningServer server, IPage page)
    {
        await page.GotoAsync(server.Url + "/channels");
        await page.FillAsync("main [name=name]", EvilName);
        await page.FillAsync("main [name=code]", "evil");
        await page.FillAsync("main [name=currency]", "EUR");
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main form[action='/channels'] button[type=submit]"), answer => answer.Request.Method == "POST");
        foreach (var path in new[] { "/channels", "/", "/orders", "/holds" })
        {
            await UntilAsync(page, server.Url + path, page.Locator("main", new() { HasText = "window.hacked=1" })); // Lists of shops are kept for some seconds.
            (await page.EvaluateAsync<bool>("'hacked' in window")).ShouldBeFalse(path);
            (await page.Locator("img[src=x]").CountAsync()).ShouldBe(0, path);
        }
    }

    /// <summary>All the same basket for the same buyer: the first goes on, and the others wait for a person.</summary>
    private static async Task ImportAsync(RunningServer server, IPage page)
    {
        var rows = new StringBuilder("order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping\n");
        for (var i = 1; i <= Cases + 2; i++)
            rows.Append(CultureInfo.InvariantCulture, $"DESK-{i},1,EL-CAB-C1,USB-C cable,1,9.90,{DateTime.UtcNow:yyyy-MM-dd HH:mm},jule,DE,EUR,Jule Hartmann,Mainzer Landstr. 12,Frankfurt am Main,,60329,,jule@example.com,\n");
        await page.GotoAsync(server.Url + "/imports/new");
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "desk.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(rows.ToString()) });
        await page.SelectOptionAsync("[name=channel]", new SelectOptionValue { Label = "Dealers (files)" });
        await page.SelectOptionAsync("[name=profile]", "plain-csv");
        await page.ClickAsync("main form[enctype] button[type=submit]");
        await page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        await UntilAsync(page, server.Url + "/holds?reason=orders.duplicate_basket", page.Locator("#held tbody tr").Nth(Cases));
    }

    private static async Task TagAndUndoAsync(RunningServer server, IPage page)
    {
        await page.GotoAsync(server.Url + "/orders?q=DESK");
        await page.CheckAsync("input[data-all]");
        await page.ClickAsync("[data-open='#tag']");
        await Assertions.Expect(page.Locator("#tag [data-counted]")).ToContainTextAsync($"{Cases + 2} orders");
        await page.FillAsync("#tag [name=tag]", "Jule 🦊");
        await page.ClickAsync("#tag button.btn-go");
        await page.Locator("#orders .tag", new() { HasText = "Jule 🦊" }).First.WaitForAsync();
        await page.ClickAsync("#toasts form button");
        await page.GetByText($"{Cases + 2} orders are as before").WaitForAsync();
        (await page.Locator("#orders .tag", new() { HasText = "Jule 🦊" }).CountAsync()).ShouldBe(0);
    }

    private static async Task ClearCasesAsync(RunningServer server, IPage page)
    {
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("h");
        await page.WaitForURLAsync(url => url.Contains("/holds", StringComparison.Ordinal));

        await page.GotoAsync(server.Url + "/holds?reason=orders.duplicate_basket");
        var open = page.Locator("#main h2 bdi").First;
        var decided = new HashSet<string>();
        for (var i = 0; i < Cases; i++)
        {
            var number = await open.InnerTextAsync();
            decided.Add(number).ShouldBeTrue($"{number} was decided already");
            await page.Keyboard.PressAsync("p");
            await page.Locator("#confirm[open]").WaitForAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(open).Not.ToHaveTextAsync(number);
        }
    }

    /// <summary>Both open the address; the second is told what the first has done, and what was typed is still there.</summary>
    private static async Task TwoPeopleAsync(RunningServer server, Browser browser)
    {
        var page = browser.Page;
        await page.GotoAsync(server.Url + "/holds?reason=orders.duplicate_basket");
        await page.ClickAsync("#main h2 a");
        await page.WaitForURLAsync(url => url.Contains("/orders/", StringComparison.Ordinal));
        var colleague = await page.Context.NewPageAsync();
        await colleague.GotoAsync(page.Url);

        await AddressAsync(page, "Typed by the slower one");
        await AddressAsync(colleague, "Typed by the faster one");
        await colleague.RunAndWaitForResponseAsync(() => colleague.ClickAsync("#address form.entry button[type=submit]"), answer => answer.Request.Method == "POST");
        await page.ClickAsync("#address form.entry button[type=submit]");

        await page.GetByText("What has changed since").WaitForAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Typed by the faster one");
        await Assertions.Expect(page.Locator("main [name=name]")).ToHaveValueAsync("Typed by the slower one");
        await colleague.CloseAsync();
    }

    private static async Task AddressAsync(IPage page, string name)
    {
        await page.ClickAsync("[data-open='#address']");
        await page.FillAsync("#address [name=name]", name);
    }

    private static async Task ExpireAsync(RunningServer server, IPage page)
    {
        await page.GotoAsync(page.Url.Split('?')[0] + "?tab=notes");
        await page.FillAsync("main [name=text]", "The buyer calls back at five.");
        await page.Context.ClearCookiesAsync(new() { Name = "entrepot" });
        await page.ClickAsync("main form[action$='/notes'] button[type=submit]");
        await page.WaitForURLAsync("**/sign-in?**");
        await page.FillAsync("[name=userName]", "admin");
        await page.FillAsync("[name=password]", server.Password);
        await page.ClickAsync("button.btn-go[type=submit]");
        await page.WaitForURLAsync(url => url.Contains("tab=notes", StringComparison.Ordinal) && !url.Contains("sign-in", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("main [name=text]")).ToHaveValueAsync("The buyer calls back at five.");
        await page.ClickAsync("main form[action$='/notes'] button[type=submit]");
        await page.Locator("main .written", new() { HasText = "calls back at five" }).WaitForAsync();
    }
}
