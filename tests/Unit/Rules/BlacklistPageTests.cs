using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entrepot.Unit.Routes;

namespace Entrepot.Unit.Rules;

/// <summary>The blacklist's page over a server: found, added, taken off with a reason, and exported.</summary>
[Storage]
public sealed class BlacklistPageTests
{
    [Fact]
    public async Task An_entry_is_added_found_and_taken_off_and_the_page_says_who_did_it_and_why()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        (await editor.GetStringAsync("/blacklist")).ShouldContain("Nobody is on the blacklist.");

        using var added = await PostAsync(editor, "/blacklist", ("kind", "Email"), ("value", "Mallory+shop@Example.com"), ("reason", "Three chargebacks"));
        added.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var id = (await editor.GetFromJsonAsync<JsonElement>("/api/v1/blacklist"))[0].GetProperty("id").GetInt64();

        (await editor.GetStringAsync("/blacklist?q=mallory@example.com")).ShouldContain("Three chargebacks", customMessage: "it is looked for in the form in which buyers are compared");
        (await editor.GetStringAsync("/blacklist?kind=Phone")).ShouldContain("No entry matches these filters.");

        (await editor.GetStringAsync($"/blacklist/{id}/remove")).ShouldContain("Take this entry off the blacklist?");
        (await PostAsync(editor, $"/blacklist/{id}/remove", ("why", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(editor, $"/blacklist/{id}/remove", ("why", "Paid in the end"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PostAsync(editor, $"/blacklist/{id}/remove", ("why", "Twice"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var page = await editor.GetStringAsync("/blacklist");
        foreach (var said in new[] { "Nobody is on the blacklist.", "Added to the blacklist", "Taken off the blacklist", "Paid in the end", "Three chargebacks" }) page.ShouldContain(said);
    }

    [Fact]
    public async Task An_address_needs_its_country_postcode_and_street()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);

        using var refused = await PostAsync(editor, "/blacklist", ("kind", "Address"), ("line1", "Packet Alley 9"), ("reason", "Forwarder"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Packet Alley 9", customMessage: "what was typed comes back");

        (await PostAsync(editor, "/blacklist", ("kind", "Address"), ("line1", "Packet Alley 9"), ("postcode", "10115"), ("country", "DE"), ("reason", "Forwarder"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await editor.GetStringAsync("/blacklist?q=packet+alley")).ShouldContain("Packet Alley 9, 10115");
    }

    [Theory]
    [InlineData("kind", "Shoe size")]
    [InlineData("value", "")]
    [InlineData("value", "@")]
    [InlineData("reason", "")]
    [InlineData("until", "2020-01-01")]
    [InlineData("until", "tomorrow")]
    public async Task A_form_that_says_too_little_comes_back_with_what_is_wrong(string field, string value)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        var form = new Dictionary<string, string> { ["kind"] = "Email", ["value"] = "eve@example.com", ["reason"] = "Fraud", [field] = value };

        using var refused = await editor.PostAsync("/blacklist", new FormUrlEncodedContent(form));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("class=\"fault\"");
        (await editor.GetFromJsonAsync<JsonElement>("/api/v1/blacklist")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Entries_that_have_ended_stand_in_a_view_of_their_own()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        (await PostAsync(editor, "/blacklist", ("kind", "Name"), ("value", "Today Only"), ("reason", "Fraud"), ("until", "2026-11-02"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await editor.GetStringAsync("/blacklist")).ShouldContain("<bdi>Today Only</bdi></td>", customMessage: "the last day still counts");
        (await editor.GetStringAsync("/blacklist?view=ended")).ShouldNotContain("<bdi>Today Only</bdi></td>");
    }

    [Fact]
    public async Task What_the_list_shows_is_exported_with_formulas_made_harmless()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        (await PostAsync(editor, "/blacklist", ("kind", "Name"), ("value", "Mal Lory"), ("reason", "=HYPERLINK(1)"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PostAsync(editor, "/blacklist", ("kind", "Phone"), ("value", "+49 30 1234567"), ("reason", "Fraud"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var lines = (await editor.GetStringAsync("/blacklist/export.csv?kind=Name")).TrimStart('\uFEFF').Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);

        lines.Length.ShouldBe(2);
        lines[0].ShouldBe("kind,value,reason,until,added_at,added_by");
        lines[1].ShouldStartWith("Name,Mal Lory,");
        lines[1].ShouldNotContain(",=HYPERLINK");
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_to_change_and_refused()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "rules.view");
        using var picker = await host.ProgramAsync(ProductHost.Ours, "warehouse.view");

        var page = await reader.GetStringAsync("/blacklist");
        page.ShouldNotContain("<form class=\"entry");
        page.ShouldContain("Nobody is on the blacklist.");
        (await PostAsync(reader, "/blacklist", ("kind", "Name"), ("value", "Mal Lory"), ("reason", "Fraud"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await picker.GetAsync("/blacklist")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await picker.GetAsync("/blacklist/export.csv")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<HttpClient> EditorAsync(ProductHost host) => host.ProgramAsync(ProductHost.Ours, "rules.view", "rules.edit");

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
