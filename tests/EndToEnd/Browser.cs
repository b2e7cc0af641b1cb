using Microsoft.Playwright;

namespace Entrepot.EndToEnd;

/// <summary>The distribution's Chromium, signed in. What the console complains of fails the test.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
        page.Console += (_, message) => { if (message.Type == "error") Errors.Add(message.Text); };
        page.PageError += (_, error) => Errors.Add(error);
    }

    public IPage Page { get; }
    public List<string> Errors { get; } = [];

    public static async Task<Browser> SignedInAsync(RunningServer server, string language = "en")
    {
        Assert.SkipUnless(File.Exists(Chromium), "needs Debian's chromium");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
        var context = await browser.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = 1440, Height = 900 } });
        var opened = new Browser(playwright, browser, await context.NewPageAsync());
        opened.Page.SetDefaultTimeout(60_000);
        await opened.Page.GotoAsync(server.Url + "/sign-in");
        await opened.Page.FillAsync("[name=userName]", "admin");
        await opened.Page.FillAsync("[name=password]", server.Password);
        await opened.Page.ClickAsync("button.btn-go[type=submit]");
        await opened.Page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
    }
}
