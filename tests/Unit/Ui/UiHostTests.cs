using System.IO.Compression;
using System.Net;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Ui;

/// <summary>The pages' pipeline on a loopback port, as a browser meets it.</summary>
public sealed class UiHostTests : IAsyncLifetime
{
    private readonly string assets = Directory.CreateTempSubdirectory("entrepot-assets-").FullName;
    private WebApplication app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(assets, "manifest.json"), """{"src/app.ts": {"file": "app-abc.js"}}""");
        await File.WriteAllTextAsync(Path.Combine(assets, "app-abc.js"), "export {}");
        await using (var packed = new BrotliStream(File.Create(Path.Combine(assets, "app-abc.js.br")), CompressionLevel.Fastest)) packed.Write("export {}"u8);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddUi().AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(new AssetFiles(assets, NullLogger<AssetFiles>.Instance));
        builder.Services.AddScoped<ILiveNumbers, Always42>();
        builder.Services.AddSearch<TwoOfEverything>();
        app = builder.Build();
        app.UseExceptionHandler();
        app.UseUi(pipeline => pipeline.Use((http, next) =>
        {
            if (!http.Request.Headers.ContainsKey("X-Stranger")) http.RequestServices.GetRequiredService<CurrentUser>().Become(new TenantId(1), 1, "Lin Mei", ["*"]);
            return next(http);
        }));
        app.MapGet("/fails", IResult () => throw new InvalidOperationException("A bug."));
        app.MapGet("/refused", () => Results.Problem(type: "orders.gone", title: "The order is gone.", statusCode: 409));
        app.MapPost("/hooks", () => "taken").DisableAntiforgery();
        await app.StartAsync();
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(assets, recursive: true);
    }

    [Fact]
    public async Task A_page_carries_the_security_headers_and_is_kept_by_no_cache()
    {
        using var answer = await client.GetAsync("/ui/orders");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe([SecurityHeaders.ContentSecurityPolicy]);
        answer.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
        string.Join(", ", answer.Headers.Vary).ShouldContain("HX-Request, HX-Request-Type");
    }

    [Theory]
    [InlineData("first", "/things/first")]
    [InlineData("fir", null)]
    [InlineData("<b>", null)]
    public async Task A_search_leads_straight_to_the_one_thing_it_means(string text, string? straight)
    {
        using var answer = await client.GetAsync("/search?q=" + Uri.EscapeDataString(text));

        (answer.StatusCode, answer.Headers.Location?.ToString()).ShouldBe((straight is null ? HttpStatusCode.OK : HttpStatusCode.SeeOther, straight));
        if (straight is null) (await answer.Content.ReadAsStringAsync()).ShouldContain("href=\"/things/second\"");
    }

    [Fact]
    public async Task Htmx_gets_the_inside_of_the_page_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/orders?q=emma") { Headers = { { "HX-Request", "true" }, { "HX-Request-Type", "partial" } } };

        using var answer = await client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldStartWith("<title>Orders · Entrepot</title>");
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", null)]
    [InlineData("", null)]
    public async Task A_script_comes_as_it_was_compressed_when_it_was_built(string accepted, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-abc.js");
        if (accepted.Length > 0) request.Headers.AcceptEncoding.ParseAdd(accepted);

        using var answer = await client.SendAsync(request);

        answer.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
    }

    [Theory]
    [InlineData("/assets/../appsettings.json")]
    [InlineData("/assets/%2e%2e/Entrepot.Unit.dll")]
    [InlineData("/assets/none.js")]
    public async Task Nothing_else_is_served_as_a_script(string path)
    {
        using var answer = await client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_form_without_our_token_is_refused_and_one_with_it_is_taken()
    {
        using var refused = await client.PostAsync("/look", new FormUrlEncodedContent([new("lang", "zh-CN"), new("back", "/ui")]));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var taken = await LookAsync("zh-CN", "/ui/orders?q=a&lang=en");
        taken.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        taken.Headers.Location!.ToString().ShouldBe("/ui/orders?q=a");
        (await client.GetStringAsync("/ui/orders")).ShouldContain("<html lang=\"zh-CN\"");
    }

    [Fact]
    public async Task Choosing_a_language_never_leads_to_another_site()
    {
        using var answer = await LookAsync("es", "//evil.example/x");

        answer.Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task A_webhook_that_says_so_takes_forms_from_outside()
    {
        using var answer = await client.PostAsync("/hooks", new FormUrlEncodedContent([new("a", "b")]));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("?lang=ar", "es", "ar")]
    [InlineData("", "es-MX,en;q=0.5", "es")]
    [InlineData("", "fr", "en")]
    public async Task The_language_is_asked_for_or_the_browser_s(string query, string wishes, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/plain" + query);
        request.Headers.AcceptLanguage.ParseAdd(wishes);

        using var answer = await client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{language}\"");
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_in_the_shell()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere") { Headers = { { "Accept", "text/html" } } };

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("page.not_found");
    }

    [Theory]
    [InlineData("/fails?lang=zh-CN", HttpStatusCode.InternalServerError, "系统出错")]
    [InlineData("/refused", HttpStatusCode.Conflict, "The order is gone.")]
    public async Task A_person_gets_a_failure_or_a_refusal_as_a_page(string path, HttpStatusCode status, string said)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };

        using var answer = await client.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(status);
        page.ShouldContain(said);
        page.ShouldNotContain("A bug.");
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe([SecurityHeaders.ContentSecurityPolicy]);
    }

    [Fact]
    public async Task A_program_gets_it_as_problem_details()
    {
        using var answer = await client.GetAsync("/refused");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Live_numbers_come_formatted_and_only_to_who_is_signed_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live?lang=es");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await reader.ReadLineAsync()).ShouldBe("event: numbers");
        (await reader.ReadLineAsync()).ShouldBe("data: {\"orders-today\":\"4.200\"}");

        using var stranger = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/live") { Headers = { { "X-Stranger", "1" } } });
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpResponseMessage> LookAsync(string language, string back)
    {
        var page = await client.GetStringAsync("/ui/plain");
        var token = page.Split("name=\"csrf\" content=\"")[1].Split('"')[0];
        return await client.PostAsync("/look", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("lang", language), new("back", back)]));
    }

    private sealed class Always42 : ILiveNumbers
    {
        public string Permission => "";

        public Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["orders-today"] = Formats.Number(4_200) });
    }

    /// <summary>Finds the same two things whatever is asked.</summary>
    private sealed class TwoOfEverything : ISearch
    {
        public string Title => "Orders";
        public string Permission => "orders.view";
        public int Order => 1;

        public Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<Hit>>([new("first", "", "/things/first", text == "first"), new("second", "", "/things/second", text == "second")]);
    }
}
