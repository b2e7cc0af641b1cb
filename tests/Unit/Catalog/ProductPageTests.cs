using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Journey;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Catalog;

/// <summary>The products' pages over a server: found, corrected, and the orders that waited for it go on.</summary>
[Storage]
public sealed partial class ProductPageTests
{
    [Fact]
    public async Task An_order_held_for_an_unmeasured_product_runs_again_once_it_is_measured_on_the_page()
    {
        await using var host = await ProductHost.StartAsync();
        var id = await AddAsync(host, new(default, "RAW-1", "Rattan basket") { HsCode = "460219", Origin = "VN", Cost = new(100, "EUR") });
        await OrderAsync(host, "RAW-1");
        using var editor = await EditorAsync(host);
        (await HoldOfAsync(editor)).ShouldBe("orders.product_unmeasured");
        (await editor.GetStringAsync("/products?view=unmeasured")).ShouldContain($"/products/{id}");

        var form = await FormAsync(editor, id);
        (form["weightGrams"], form["lengthMillimetres"], form["widthMillimetres"], form["heightMillimetres"]) = ("640", "300", "200", "150");
        (await editor.PostAsync($"/products/{id}", new FormUrlEncodedContent(form))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await WorkAsync(host);

        (await HoldOfAsync(editor)).ShouldNotBe("orders.product_unmeasured");
        var page = WebUtility.HtmlDecode(await editor.GetStringAsync($"/products/{id}"));
        page.ShouldContain("640 g");
        page.ShouldContain("300 × 200 × 150 mm");
        (await editor.GetStringAsync("/products?view=unmeasured")).ShouldNotContain($"/products/{id}\"");
    }

    [Fact]
    public async Task An_order_with_an_unknown_code_runs_again_once_a_product_has_it_as_a_barcode()
    {
        await using var host = await ProductHost.StartAsync();
        await OrderAsync(host, "4006381333931");
        using var editor = await EditorAsync(host);
        (await HoldOfAsync(editor)).ShouldBe("orders.unknown_sku");
        var id = await IdOfAsync(host, "EL-BUDS-BK");

        var form = await FormAsync(editor, id);
        form["barcodes"] = form["barcodes"] + "\r\n4006381333931";
        (await editor.PostAsync($"/products/{id}", new FormUrlEncodedContent(form))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await WorkAsync(host);

        (await HoldOfAsync(editor)).ShouldNotBe("orders.unknown_sku");
    }

    [Theory]
    [InlineData("name", "", "Fill in this field.")]
    [InlineData("weightGrams", "heavy", "is not a whole number")]
    [InlineData("weightGrams", "99999999", "Nobody ships a piece of 10 t")]
    [InlineData("heightMillimetres", "0", "Give length, width and height")]
    [InlineData("hsCode", "77.10.10", "HS 2022")]
    [InlineData("hsCode", "12", "6 to 10 digits")]
    [InlineData("origin", "XX", "is not a country")]
    [InlineData("battery", "Potato", "is not one of the choices")]
    public async Task What_cannot_be_true_comes_back_with_what_was_typed(string field, string value, string said)
    {
        await using var host = await ProductHost.StartAsync();
        using var editor = await EditorAsync(host);
        var id = await IdOfAsync(host, "EL-BUDS-BK");
        var form = await FormAsync(editor, id);
        form[field] = value;
        var before = await HistoryAsync(editor, id);

        using var refused = await editor.PostAsync($"/products/{id}", new FormUrlEncodedContent(form));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).ShouldContain(said);
        (await HistoryAsync(editor, id)).ShouldBe(before);
    }

    [Fact]
    public async Task Who_saves_what_somebody_else_has_changed_meanwhile_is_told_and_may_save_again()
    {
        await using var host = await ProductHost.StartAsync();
        using var editor = await EditorAsync(host);
        var id = await IdOfAsync(host, "EL-BUDS-BK");
        var mine = await FormAsync(editor, id);
        (await editor.PutAsJsonAsync($"/api/v1/products/{id}", new { nameChinese = "耳机" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        mine["category"] = "audio";
        using var refused = await editor.PostAsync($"/products/{id}", new FormUrlEncodedContent(mine));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = Fields(await refused.Content.ReadAsStringAsync());
        again["category"].ShouldBe("audio");

        (await editor.PostAsync($"/products/{id}", new FormUrlEncodedContent(again))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_program_corrects_one_fact_and_the_others_stay()
    {
        await using var host = await ProductHost.StartAsync();
        using var editor = await EditorAsync(host);
        var id = await IdOfAsync(host, "EL-BUDS-BK");
        var before = await editor.GetFromJsonAsync<JsonElement>($"/api/v1/products/{id}");

        (await editor.PutAsJsonAsync($"/api/v1/products/{id}", new { weightGrams = 77 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await editor.PutAsJsonAsync($"/api/v1/products/{id}", new { battery = "Potato" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await editor.PutAsJsonAsync($"/api/v1/products/{id}", new { lengthMillimetres = 9_000_000_000 })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await editor.PutAsJsonAsync("/api/v1/products/1", new { weightGrams = 77 })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var after = await editor.GetFromJsonAsync<JsonElement>($"/api/v1/products/{id}");
        after.GetProperty("product").GetProperty("weightGrams").GetInt64().ShouldBe(77);
        after.GetProperty("product").GetProperty("name").GetString().ShouldBe(before.GetProperty("product").GetProperty("name").GetString());
        after.GetProperty("changes").GetArrayLength().ShouldBe(before.GetProperty("changes").GetArrayLength() + 1);
    }

    [Fact]
    public async Task Who_may_only_look_sees_facts_and_no_form()
    {
        await using var host = await ProductHost.StartAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "catalog.view");
        using var stranger = await host.ProgramAsync(ProductHost.Theirs, "catalog.view", "catalog.edit");
        var id = await IdOfAsync(host, "EL-BUDS-BK");

        var page = await reader.GetStringAsync($"/products/{id}");
        page.ShouldNotContain("name=\"weightGrams\"");
        page.ShouldContain("EL-BUDS-BK");
        (await reader.PostAsync($"/products/{id}", new FormUrlEncodedContent([new("name", "x")]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await stranger.GetAsync($"/products/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"/products/{id}", new FormUrlEncodedContent([new("name", "x")]))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetStringAsync("/products")).ShouldContain("There are no products yet.");
    }

    [Fact]
    public async Task The_list_is_searched_by_sku_name_and_barcode_and_filtered_by_what_is_missing()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "catalog.view");
        await AddAsync(host, new(default, "RAW-1", "Rattan basket") { Gtin = "4006381333931" });
        await AddAsync(host, new(default, "MUG-1", "Stoneware mug") { WeightGrams = 300, Size = new(100, 100, 90), HsCode = "691200", Origin = "CN" });

        foreach (var (query, skus) in new[] { ("", "MUG-1 RAW-1"), ("?q=raw", "RAW-1"), ("?q=stoneware", "MUG-1"), ("?q=4006381333931", "RAW-1"), ("?view=unmeasured", "RAW-1"), ("?view=unclassified", "RAW-1"), ("?view=bundles", ""), ("?q=nothing", "") })
            string.Join(' ', Sku().Matches(await reader.GetStringAsync("/products" + query)).Select(match => match.Value).Distinct().Order()).ShouldBe(skus, query);
    }

    private static Task<HttpClient> EditorAsync(ProductHost host) => host.ProgramAsync(ProductHost.Ours, "catalog.view", "catalog.edit", "orders.view");

    private static Task<long> AddAsync(ProductHost host, Product product) => host.AskAsync(ProductHost.Ours, async services =>
    {
        await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
        var id = (await services.GetRequiredService<ICatalogEditing>().AddAsync([new(product, [])], CancellationToken.None))[0].Value;
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
        return id.Value;
    });

    private static Task<long> IdOfAsync(ProductHost host, string sku) => host.AskAsync(ProductHost.Ours, async services =>
        (await services.GetRequiredService<ICatalog>().ResolveAsync([new(default, sku)], CancellationToken.None))[0]!.Id.Value);

    private static async Task OrderAsync(ProductHost host, string code)
    {
        await host.AskAsync(ProductHost.Ours, async services =>
        {
            var channel = (await services.GetRequiredService<ISalesChannels>().AllAsync(CancellationToken.None)).First(one => one.Code == "amazon-uk");
            IncomingOrder order = new()
            {
                ExternalNumber = "WAITING-1",
                PlacedAt = TestDatabase.Noon,
                Currency = "GBP",
                BuyerId = "ada",
                ShipTo = new() { Name = "Ada Lovelace", Line1 = "12 St James's Square", City = "London", Postcode = "SW1Y 4JH", Country = "GB", Email = "ada@example.com", Phone = "+442079460000" },
                Lines = [new() { ExternalLineId = "1", Code = code, Quantity = 1, UnitPriceMicros = 19_990_000, AmountMinor = 1_999 }],
            };
            return await services.GetRequiredService<IOrderIntake>().AcceptAsync(channel.Id, [order], [null], CancellationToken.None);
        });
        await host.Services.GetRequiredService<JourneyRunner>().DrainAsync(ProductHost.Ours, CancellationToken.None);
    }

    private static async Task WorkAsync(ProductHost host)
    {
        await host.Services.GetRequiredService<WorkRunner>().RunDueAsync(ProductHost.Ours, CancellationToken.None);
        await host.Services.GetRequiredService<JourneyRunner>().DrainAsync(ProductHost.Ours, CancellationToken.None);
    }

    /// <summary>Why the order waits, from its page; empty when it does not.</summary>
    private static async Task<string> HoldOfAsync(HttpClient client)
    {
        var lines = (await client.GetStringAsync("/orders/export.csv?q=WAITING-1")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines[1].Split(',')[3];
    }

    private static async Task<string> HistoryAsync(HttpClient client, long id) => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/products/{id}")).GetProperty("changes").GetRawText();

    private static async Task<Dictionary<string, string>> FormAsync(HttpClient client, long id) => Fields(await client.GetStringAsync($"/products/{id}"));

    /// <summary>The fields of the page's form as a browser would post them.</summary>
    private static Dictionary<string, string> Fields(string page)
    {
        var start = page.IndexOf("<form class=\"entry", StringComparison.Ordinal);
        var form = page[start..page.IndexOf("</form>", start, StringComparison.Ordinal)];
        var fields = new Dictionary<string, string>();
        foreach (Match input in Input().Matches(form))
        {
            var tag = input.Value;
            if ((tag.Contains("type=\"checkbox\"", StringComparison.Ordinal) || tag.Contains("type=\"radio\"", StringComparison.Ordinal)) && !tag.Contains(" checked", StringComparison.Ordinal)) continue;
            fields[Name().Match(tag).Groups[1].Value] = WebUtility.HtmlDecode(Value().Match(tag).Groups[1].Value);
        }

        foreach (Match select in Select().Matches(form)) fields[select.Groups[1].Value] = Chosen().Match(select.Groups[2].Value) is { Success: true } chosen ? chosen.Groups[1].Value : "";
        foreach (Match area in Area().Matches(form)) fields[area.Groups[1].Value] = WebUtility.HtmlDecode(area.Groups[2].Value);
        return fields;
    }

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("<select [^>]*name=\"([^\"]*)\"[^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected")]
    private static partial Regex Chosen();

    [GeneratedRegex("<textarea [^>]*name=\"([^\"]*)\"[^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Area();

    [GeneratedRegex("(RAW|MUG)-1")]
    private static partial Regex Sku();
}
