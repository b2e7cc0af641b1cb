using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Entrepot.Unit.Documents;
using Entrepot.Unit.Routes;

namespace Entrepot.Unit.Identity;

/// <summary>What a company sets for itself, over a server.</summary>
[Storage]
public sealed class SettingsPageTests
{
    private static readonly object Seat = new { name = "Qianhai Trading Co., Ltd.", localName = "前海贸易有限公司", line1 = "Cuigang Industrial Park 12", city = "Shenzhen", postcode = "518103", country = "cn" };

    [Fact]
    public async Task All_settings_stand_on_one_page_by_what_one_may_open_and_are_found_by_their_words()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var all = await host.ProgramAsync(ProductHost.Ours, "settings.edit", "users.manage", "customs.view", "stock.view");
        using var few = await host.ProgramAsync(ProductHost.Ours, "settings.edit");

        foreach (var link in new[] { "/settings/company", "/settings/numbering", "/settings/printers", "/customs/numbers", "/warehouses", "/users" }) (await all.GetStringAsync("/settings")).ShouldContain($"href=\"{link}\"");
        var found = Content(await all.GetStringAsync("/settings?q=LOGO"));
        found.ShouldContain("href=\"/settings/company\"");
        found.ShouldNotContain("href=\"/settings/numbering\"");
        Content(await few.GetStringAsync("/settings")).ShouldNotContain("href=\"/customs/numbers\"");
        Content(await all.GetStringAsync("/settings?q=nothing-of-the-kind")).ShouldContain("No setting matches.");
    }

    [Fact]
    public async Task The_company_is_named_and_who_changed_it_stands_below()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "settings.edit");
        using var stranger = await host.ProgramAsync(ProductHost.Theirs, "settings.edit");

        (await editor.PutAsJsonAsync("/api/v1/settings/company", Seat)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var kept = await editor.GetFromJsonAsync<JsonElement>("/api/v1/settings/company");
        (kept.GetProperty("name").GetString(), kept.GetProperty("country").GetString()).ShouldBe(("Qianhai Trading Co., Ltd.", "CN"));
        var page = await editor.GetStringAsync("/settings/company");
        page.ShouldContain("Cuigang Industrial Park 12, 518103, Shenzhen, CN");
        (await stranger.GetStringAsync("/settings/company")).ShouldNotContain("Qianhai");
    }

    [Theory]
    [InlineData("", "", "", "documents.name_missing")]
    [InlineData("前海贸易", "", "", "documents.name_not_latin")]
    [InlineData("Qianhai", "Street 1", "", "documents.seat_incomplete")]
    [InlineData("Qianhai", "Street 1", "XX", "documents.unknown_country")]
    public async Task A_company_that_papers_could_not_name_is_refused_and_nothing_changes(string name, string line1, string country, string code)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "settings.edit");
        var before = await editor.GetStringAsync("/api/v1/settings/company");

        using var refused = await editor.PutAsJsonAsync("/api/v1/settings/company", new { name, line1, city = line1.Length > 0 ? "Shenzhen" : "", country });

        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe(code);
        (await editor.GetStringAsync("/api/v1/settings/company")).ShouldBe(before);
    }

    [Fact]
    public async Task A_logo_is_uploaded_shown_and_taken_away_and_what_is_no_picture_is_refused()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "settings.edit");

        (await UploadAsync(editor, "<svg onload='alert(1)'/>"u8.ToArray())).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await editor.GetAsync("/settings/company/logo.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await UploadAsync(editor, LogoFileTests.APng(300, 80, 6, 8, secret: "at home"))).ShouldBe(HttpStatusCode.SeeOther);

        using var shown = await editor.GetAsync("/settings/company/logo.png");
        (shown.Content.Headers.ContentType?.MediaType, (await shown.Content.ReadAsStringAsync()).Contains("at home")).ShouldBe(("image/png", false));
        (await editor.GetStringAsync("/settings/company")).ShouldContain("/settings/company/logo.png?of=");
        (await editor.PostAsync("/settings/company/logo/remove", null)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await editor.GetAsync("/settings/company/logo.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Numbers_are_shown_before_they_are_used_and_never_begin_lower()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "settings.edit");
        (string, string)[] wanted = [("document", "CommercialInvoice"), ("pattern", "INV-{yyyy}-{0000}"), ("validFrom", "2026-11-02"), ("start", "120"), ("why", "New ledger")];

        var preview = await (await PostAsync(editor, "/settings/numbering", wanted)).Content.ReadAsStringAsync();
        foreach (var number in new[] { "INV-2026-0120", "INV-2026-0121", "INV-2026-0122" }) preview.ShouldContain(number);
        (await editor.GetStringAsync("/api/v1/settings/numbering")).ShouldNotContain("INV-", Case.Sensitive, "nothing is kept yet");

        (await PostAsync(editor, "/settings/numbering/use", wanted)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var page = await editor.GetStringAsync("/settings/numbering");
        foreach (var said in new[] { "INV-2026-0120", "New ledger" }) page.ShouldContain(said);
        (await RefusedAsync(editor, "CommercialInvoice", "INV-{yyyy}-{0000}", "2026-11-02", 119)).ShouldBe("documents.starts_too_low");
        (await RefusedAsync(editor, "CommercialInvoice", "INV-{yyyy}-{0000}", "2026-11-01", null)).ShouldBe("documents.pattern_in_the_past");
        (await RefusedAsync(editor, "PackingList", "INV-{yyyy}-{00}", "2026-11-02", null)).ShouldBe("documents.pattern_taken");
        (await RefusedAsync(editor, "PackingList", "P2-{00}", "2026-11-02", null)).ShouldBe("documents.digits_in_pattern");
    }

    private static async Task<string> RefusedAsync(HttpClient editor, string document, string pattern, string validFrom, long? start)
    {
        using var refused = await editor.PostAsJsonAsync("/api/v1/settings/numbering", new { document, pattern, validFrom, start, reason = "Test" });
        return (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!;
    }

    private static async Task<HttpStatusCode> UploadAsync(HttpClient client, byte[] file)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var form = new MultipartFormDataContent { { content, "logo", "logo.png" } };
        return (await client.PostAsync("/settings/company/logo", form)).StatusCode;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, (string Name, string Value)[] fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private static string Content(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];
}
