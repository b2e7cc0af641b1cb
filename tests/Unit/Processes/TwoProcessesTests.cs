using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Channels.Contracts;
using Entrepot.Journey;
using Entrepot.Platform.Data;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Processes;

/// <summary>Two processes on one database are one server to whoever works with them, whichever of them a balancer chooses.</summary>
[Storage("postgres")]
public sealed class TwoProcessesTests : IAsyncDisposable
{
    private ProductHost a = null!;
    private ProductHost b = null!;

    private async Task StartAsync()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "Several processes work on PostgreSQL.");
        a = await ProductHost.StartAsync();
        b = await ProductHost.StartBesideAsync(a);
    }

    public async ValueTask DisposeAsync()
    {
        if (b is not null) await b.DisposeAsync();
        if (a is not null) await a.DisposeAsync();
    }

    [Fact]
    public async Task Who_signs_in_at_one_process_is_signed_in_at_the_other_and_its_forms_go_to_either()
    {
        await StartAsync();
        var cookies = new CookieContainer();
        using var atA = a.Browser(cookies);
        using var atB = b.Browser(cookies);

        var signedIn = await atA.PostAsync("/sign-in", Form(await TokenAsync(atA, "/sign-in"), ("company", "ours"), ("userName", "quilla"), ("password", "correct horse battery"), ("returnUrl", "/")));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await atB.GetStringAsync("/orders")).ShouldContain("SO-0000001");
        (await atB.PostAsync("/account/language", Form("no token of ours", ("language", "zh-CN")))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await atB.PostAsync("/account/language", Form(await TokenAsync(atA, "/account"), ("language", "zh-CN")))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await atA.GetStringAsync("/account")).ShouldContain("lang=\"zh-CN\"");
    }

    [Fact]
    public async Task A_key_that_is_taken_back_at_one_process_opens_nothing_at_the_other_a_second_later()
    {
        await StartAsync();
        using var keeper = await a.ProgramAsync(ProductHost.Ours);
        var made = await (await keeper.PostAsJsonAsync("/api/v1/api-keys", new { name = "shop", permissions = new[] { "orders.view" } })).Content.ReadFromJsonAsync<JsonElement>();
        var id = (await keeper.GetFromJsonAsync<JsonElement>("/api/v1/api-keys")).EnumerateArray().Single(key => key.GetProperty("name").GetString() == "shop").GetProperty("id").GetInt64();
        using var shop = b.Nobody();
        shop.DefaultRequestHeaders.Authorization = new("Bearer", made.GetProperty("key").GetString());
        (await shop.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await keeper.DeleteAsync($"/api/v1/api-keys/{id}")).IsSuccessStatusCode.ShouldBeTrue();
        b.Clock.Now += TimeSpan.FromSeconds(1);

        (await shop.GetAsync("/api/v1/orders/1/papers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sign_ins_are_counted_over_all_processes()
    {
        await StartAsync();
        using var atA = a.Browser(new());
        using var atB = b.Browser(new());
        var (tokenA, tokenB) = (await TokenAsync(atA, "/sign-in"), await TokenAsync(atB, "/sign-in"));

        var refused = 0;
        for (var i = 0; i < 17; i++)
        {
            refused += await IsTurnedAwayAsync(atA, tokenA, i) ? 1 : 0;
            refused += await IsTurnedAwayAsync(atB, tokenB, i) ? 1 : 0;
        }

        refused.ShouldBe(4, "thirty a minute are allowed, wherever they knock");
        a.Clock.Now += TimeSpan.FromMinutes(1);
        (await IsTurnedAwayAsync(atA, tokenA, 99)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_entry_of_the_blacklist_made_at_one_process_stops_the_next_order_at_the_other()
    {
        await StartAsync();
        (await JourneyAsync("CAL-1")).ShouldNotContain("rules.blacklisted");
        using var editor = await a.ProgramAsync(ProductHost.Ours);

        (await editor.PostAsJsonAsync("/api/v1/blacklist", new { kind = "email", value = "zebedee@example.com", reason = "Never paid" })).EnsureSuccessStatusCode();

        (await JourneyAsync("CAL-2")).ShouldContain("rules.blacklisted");
    }

    [Fact]
    public async Task Rules_that_are_published_at_one_process_hold_for_the_next_order_at_the_other()
    {
        await StartAsync();
        (await JourneyAsync("CAL-1")).ShouldBeEmpty("orders pass before");
        using var editor = await a.ProgramAsync(ProductHost.Ours);
        const string draft = """{"rules":[{"name":"Everything waits","when":{"field":"total_base_minor","gt":0},"then":{"hold":{"code":"everything","message":"Everything waits."}}}]}""";

        (await editor.PutAsync("/api/v1/rules", new StringContent(draft, Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();
        (await editor.PostAsJsonAsync("/api/v1/rules/publish", new { note = "" })).EnsureSuccessStatusCode();

        (await JourneyAsync("CAL-2")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_rate_card_that_is_added_at_one_process_prices_the_next_order_at_the_other()
    {
        await StartAsync();
        await JourneyAsync("CAL-1");
        (await ServiceAsync("CAL-1")).ShouldNotContain("ups/calibration");
        using var editor = await a.ProgramAsync(ProductHost.Ours);
        foreach (var origin in new[] { "GB", "DE", "PL", "NL", "CN", "US" })
            (await editor.PostAsync("/api/v1/transport/rate-cards", new StringContent(FreeFrom(origin), Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();

        await JourneyAsync("CAL-2");

        (await ServiceAsync("CAL-2")).ShouldContain("ups/calibration");
    }

    [Fact]
    public async Task A_product_that_is_corrected_at_one_process_is_what_the_other_knows()
    {
        await StartAsync();
        using var atA = await a.ProgramAsync(ProductHost.Ours);
        using var atB = await b.ProgramAsync(ProductHost.Ours);
        var id = await b.AskAsync(ProductHost.Ours, async services =>
            (await services.GetRequiredService<Entrepot.Catalog.Contracts.ICatalog>().SearchAsync("EL-BUDS-BK", 1, CancellationToken.None))[0].Id.Value);
        var before = (await atB.GetFromJsonAsync<JsonElement>($"/api/v1/products/{id}")).GetProperty("product").GetProperty("weightGrams").GetInt64();

        (await atA.PutAsJsonAsync($"/api/v1/products/{id}", new { weightGrams = before + 7 })).EnsureSuccessStatusCode();

        (await atB.GetFromJsonAsync<JsonElement>($"/api/v1/products/{id}")).GetProperty("product").GetProperty("weightGrams").GetInt64().ShouldBe(before + 7);
    }

    [Fact]
    public async Task An_open_page_at_one_process_shows_what_the_other_did()
    {
        await StartAsync();
        using var atB = await b.ProgramAsync(ProductHost.Ours);
        using var answer = await atB.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = await NumbersAsync(stream);
        var held = int.Parse(first.GetProperty("overview-waiting").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        await SendAsync(a, "LIVE-1");
        b.Clock.Now += TimeSpan.FromSeconds(3);

        (await NumbersAsync(stream)).GetProperty("overview-waiting").GetString().ShouldBe($"{held + 1}");
    }

    /// <summary>Sends an order in at the second process and through its journey there.</summary>
    /// <returns>The codes that held it.</returns>
    private async Task<IEnumerable<string>> JourneyAsync(string number)
    {
        await SendAsync(b, number);
        return (await b.Services.GetRequiredService<JourneyRunner>().DrainAsync(ProductHost.Ours, CancellationToken.None)).Held.Keys;
    }

    private static Task<bool> SendAsync(ProductHost host, string number) => host.AskAsync(ProductHost.Ours, async services =>
    {
        var channel = (await services.GetRequiredService<ISalesChannels>().AllAsync(CancellationToken.None)).First(one => one.Code == "amazon-uk");
        var answers = await services.GetRequiredService<IOrderIntake>().AcceptAsync(channel.Id, [ProductHost.AnOrder(number, number[^1] - '0' + 1)], [null], CancellationToken.None);
        answers[0].Outcome.ShouldBe(IntakeOutcome.Accepted);
        return true;
    });

    private Task<string> ServiceAsync(string number) => b.AskAsync(ProductHost.Ours, async services =>
        (await services.GetRequiredService<EntrepotDb>().QueryAsync("SELECT service FROM orders_order WHERE tenant_id = @p0 AND external_number = @p1", row => row.GetString(0), CancellationToken.None, ProductHost.Ours.Value, number)).Single());

    private static async Task<bool> IsTurnedAwayAsync(HttpClient browser, string token, int who)
    {
        using var answer = await browser.PostAsync("/sign-in", Form(token, ("company", "ours"), ("userName", $"nobody{who}"), ("password", "x"), ("returnUrl", "/")));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return (await answer.Content.ReadAsStringAsync()).Contains("identity.too_many_sign_ins", StringComparison.Ordinal);
    }

    private static async Task<string> TokenAsync(HttpClient browser, string page) => Regex.Match(await browser.GetStringAsync(page), "name=\"csrf\" content=\"([^\"]+)\"").Groups[1].Value;

    private static FormUrlEncodedContent Form(string token, params (string Name, string Value)[] fields) =>
        new([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);

    private static async Task<JsonElement> NumbersAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
            if (line.StartsWith("data:", StringComparison.Ordinal)) return JsonDocument.Parse(line["data:".Length..]).RootElement;
        throw new InvalidOperationException("The stream ended.");
    }

    private static string FreeFrom(string origin) => $$"""
        { "source": "agreed by letter", "valid_from": "2026-01-01", "carrier": "ups", "carrier_name": "UPS", "origin": "{{origin}}", "currency": "EUR",
          "pick_up": { "time_zone": "Europe/Berlin", "cut_off": "23:00", "days": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] },
          "services": [ { "code": "calibration", "name": "UPS Calibration", "wire_code": "11", "priced_per": "parcel", "volumetric_divisor": 5000, "rounding_grams": 100,
            "minimum_charge": 0, "parcel_max_grams": 30000, "longest_max_mm": 2000, "girth_max_mm": 3000, "batteries": ["LithiumIonInEquipment", "LithiumMetalInEquipment", "LithiumIonPacked"], "liquids": true,
            "up_to_grams": [30000], "step_grams": 1000,
            "zones": [ { "name": "Great Britain", "days": [1, 1], "countries": ["GB"], "prices": [1], "each_further_step": 1 } ], "surcharges": [] } ] }
        """;
}
