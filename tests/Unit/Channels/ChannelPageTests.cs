using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entrepot.Unit.Routes;

namespace Entrepot.Unit.Channels;

/// <summary>The page of sales channels over a server: added, listed, refused.</summary>
[Storage]
public sealed class ChannelPageTests
{
    private static readonly (string, string)[] Toko = [("code", "toko-id"), ("name", "Toko"), ("kind", "file"), ("currency", "IDR")];

    [Fact]
    public async Task A_channel_is_added_and_takes_orders_from_then_on()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var clerk = await host.ProgramAsync(ProductHost.Ours, "imports.view", "imports.run", "settings.edit");
        (await clerk.GetStringAsync("/channels")).ShouldContain("No sales channel yet.");

        (await PostAsync(clerk, Toko)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var page = await clerk.GetStringAsync("/channels");
        page.ShouldContain("toko-id");
        page.ShouldContain("toko-id · Toko · file · IDR", customMessage: "the history says who added it");
        (await clerk.GetStringAsync("/imports/new")).ShouldContain("value=\"toko-id\"");
        (await clerk.GetFromJsonAsync<JsonElement>("/api/v1/channels"))[0].GetProperty("currency").GetString().ShouldBe("IDR");
    }

    [Theory]
    [InlineData("code", "Not A Code")]
    [InlineData("code", "")]
    [InlineData("name", "")]
    [InlineData("currency", "XXQ")]
    [InlineData("currency", "EURO")]
    public async Task A_form_that_makes_no_channel_comes_back_with_what_is_wrong(string field, string value)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var clerk = await host.ProgramAsync(ProductHost.Ours, "imports.view", "settings.edit");

        using var refused = await PostAsync(clerk, [.. Toko.Where(pair => pair.Item1 != field), (field, value)]);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("class=\"fault\"");
        (await clerk.GetFromJsonAsync<JsonElement>("/api/v1/channels")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_code_is_given_once_and_only_by_who_may_change_settings()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var clerk = await host.ProgramAsync(ProductHost.Ours, "imports.view", "settings.edit");
        using var reader = await host.ProgramAsync(ProductHost.Ours, "imports.view");

        (await PostAsync(reader, Toko)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.PostAsJsonAsync("/api/v1/channels", new { code = "toko-id", name = "Toko", kind = "file", currency = "IDR" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await clerk.PostAsJsonAsync("/api/v1/channels", new { code = "toko-id", name = "Toko", kind = "file", currency = "IDR" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, params (string Name, string Value)[] fields) =>
        client.PostAsync("/channels", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
