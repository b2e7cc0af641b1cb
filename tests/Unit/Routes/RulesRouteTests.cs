using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Entrepot.Unit.Routes;

/// <summary>The rules and the blacklist over a server, as other programs and pages use them.</summary>
[Storage]
public sealed class RulesRouteTests
{
    private const string Draft = """{"rules":[{"name":"Everything waits","when":{"field":"total_base_minor","gt":0},"then":{"hold":{"code":"everything","message":"Everything waits."}}}]}""";

    [Fact]
    public async Task Rules_are_drafted_published_and_taken_up_again()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "rules.view", "rules.edit");
        var first = await JsonAsync(editor, "/api/v1/rules");
        first.GetProperty("version").GetInt32().ShouldBe(1);

        (await editor.GetAsync("/api/v1/rules/draft")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PutAsync(editor, Draft)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await JsonAsync(editor, "/api/v1/rules/draft")).GetProperty("basedOn").GetInt32().ShouldBe(1);
        (await JsonAsync(editor, "/api/v1/rules")).GetProperty("version").GetInt32().ShouldBe(1);

        var published = await editor.PostAsJsonAsync("/api/v1/rules/publish", new { note = "A test" });
        (await published.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32().ShouldBe(2);
        (await JsonAsync(editor, "/api/v1/rules/versions")).EnumerateArray().Select(version => version.GetProperty("version").GetInt32()).ShouldBe([2, 1]);

        (await editor.PostAsJsonAsync("/api/v1/rules/versions/1/restore", new { })).IsSuccessStatusCode.ShouldBeTrue();
        (await JsonAsync(editor, "/api/v1/rules/draft")).GetProperty("document").GetRawText().Length.ShouldBe(first.GetProperty("document").GetRawText().Length);
        (await editor.DeleteAsync("/api/v1/rules/draft")).IsSuccessStatusCode.ShouldBeTrue();
        (await editor.GetAsync("/api/v1/rules/draft")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"rules":[{"name":"x","when":{"field":"no_such_field","gt":1},"then":{"tag":"t"}}]}""")]
    [InlineData("""{"rules":{}}""")]
    public async Task A_draft_that_does_not_compile_is_refused_and_not_kept(string document)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "rules.view", "rules.edit");

        (await PutAsync(editor, document)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await editor.GetAsync("/api/v1/rules/draft")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Publishing_without_a_draft_and_restoring_what_never_was_are_refused()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "rules.view", "rules.edit");

        ((int)(await editor.PostAsJsonAsync("/api/v1/rules/publish", new { note = "" })).StatusCode).ShouldBeInRange(400, 499);
        (await editor.PostAsJsonAsync("/api/v1/rules/versions/99/restore", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rules_are_tried_on_given_orders_without_any_effect()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "rules.view");

        ((int)(await reader.PostAsJsonAsync("/api/v1/rules/simulate", new { orders = Array.Empty<object>() })).StatusCode).ShouldBeInRange(400, 499);
        (await reader.PostAsJsonAsync("/api/v1/rules/simulate", new { })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await reader.PostAsync("/api/v1/rules/simulate", new StringContent("{", Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PutAsync(reader, Draft)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await JsonAsync(reader, "/api/v1/rules")).GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_blacklist_takes_an_entry_once_and_gives_it_back()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "rules.view", "rules.edit");
        var entry = new { kind = "Email", value = "mallory@example.com", reason = "Never paid" };

        var added = await (await editor.PostAsJsonAsync("/api/v1/blacklist", entry)).Content.ReadFromJsonAsync<JsonElement>();
        (await editor.PostAsJsonAsync("/api/v1/blacklist", entry)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await editor.PostAsJsonAsync("/api/v1/blacklist", entry with { value = "eve@example.com", reason = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await JsonAsync(editor, "/api/v1/blacklist?q=mallory")).EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("Never paid");

        using var other = await host.ProgramAsync(ProductHost.Theirs, "rules.view", "rules.edit");
        var path = $"/api/v1/blacklist/{added.GetProperty("id").GetInt64()}";
        (await other.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await editor.DeleteAsync(path)).IsSuccessStatusCode.ShouldBeTrue();
        (await editor.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_of_the_rules_shows_them_and_keeps_a_draft_that_does_not_compile_in_its_field()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "rules.view", "rules.edit");
        (await editor.GetStringAsync("/rules")).ShouldContain("High value");

        using var refused = await editor.PostAsync("/rules/draft", new FormUrlEncodedContent([new("document", "{ my typing")]));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("{ my typing");

        (await editor.PostAsync("/rules/draft", new FormUrlEncodedContent([new("document", Draft)]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await editor.PostAsync("/rules/publish", new FormUrlEncodedContent([new("note", "By page")]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await editor.GetStringAsync("/rules")).ShouldContain("Everything waits");
        (await editor.PostAsync("/rules/draft", new FormUrlEncodedContent([new("document", Draft)]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await editor.PostAsync("/rules/discard", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await editor.GetAsync("/api/v1/rules/draft")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string document) => client.PutAsync("/api/v1/rules", new StringContent(document, Encoding.UTF8, "application/json"));

    private static Task<JsonElement> JsonAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(path);
}
