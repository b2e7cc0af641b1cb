using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Customs.Contracts;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Customs;

/// <summary>The company's numbers with the authorities, each with the days on which it holds, over a server.</summary>
[Storage]
public sealed partial class TraderNumberTests
{
    [Fact]
    public async Task A_new_number_ends_the_one_before_it_and_papers_take_the_one_of_their_day()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        (await editor.GetStringAsync("/customs/numbers")).ShouldContain("No number is kept yet.");

        (await AddAsync(editor, "EU", "Eori", "DE111111111111", "2026-01-01")).ShouldBe("");
        (await AddAsync(editor, "EU", "Eori", "DE222222222222", "2026-11-10")).ShouldBe("");
        (await AddAsync(editor, "EU", "Vat", "DE333333333", "2026-01-01")).ShouldBe("");

        (await InForceAsync(host, "2026-11-09")).ShouldBe("EU DE111111111111 DE333333333");
        (await InForceAsync(host, "2026-11-10")).ShouldBe("EU DE222222222222 DE333333333");
        (await InForceAsync(host, "2025-12-31")).ShouldBe("");
        var page = await editor.GetStringAsync("/customs/numbers");
        foreach (var said in new[] { "DE111111111111", "DE222222222222", "Begins later", "EORI number" }) page.ShouldContain(said);
    }

    [Theory]
    [InlineData("EU", "Eori", "2768", "2026-11-02", "customs.bad_trader_number")]
    [InlineData("EU", "Ioss", "IM27600000", "2026-11-02", "customs.bad_trader_number")]
    [InlineData("EU", "Vat", "<script>", "2026-11-02", "customs.bad_trader_number")]
    [InlineData("GB", "Ioss", "IM2760000000", "2026-11-02", "customs.no_such_number")]
    [InlineData("EU", "Ioss", "IM2760000000", "2021-06-30", "customs.no_such_number")]
    [InlineData("DE", "Eori", "DE111111111111", "2026-11-02", "customs.bad_territory")]
    [InlineData("XX", "Eori", "DE111111111111", "2026-11-02", "customs.bad_territory")]
    [InlineData("EU", "Eori", "DE222222222222", "2026-06-01", "customs.number_overlaps")]
    [InlineData("EU", "Eori", "DE222222222222", "2026-01-01", "customs.number_overlaps")]
    public async Task What_cannot_be_a_number_there_and_then_is_refused_and_changes_nothing(string territory, string kind, string value, string from, string code)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        (await AddAsync(editor, "EU", "Eori", "DE999999999999", "2026-07-01")).ShouldBe("");
        (await AddAsync(editor, "EU", "Vat", "DE333333333", "2026-07-01")).ShouldBe("");

        (await AddAsync(editor, territory, kind, value, from)).ShouldBe(code);

        (await InForceAsync(host, "2026-11-02")).ShouldBe("EU DE999999999999 DE333333333");
    }

    [Fact]
    public async Task A_number_is_ended_with_a_reason_and_one_that_never_held_goes_away()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        (await AddAsync(editor, "US", "Importer", "EIN 12-3456789", "2026-10-01")).ShouldBe("");
        (await AddAsync(editor, "GB", "Eori", "GB123456789000", "2026-11-02")).ShouldBe("");
        var ends = End().Matches(await editor.GetStringAsync("/customs/numbers")).Select(match => match.Value).Distinct().ToList();
        ends.Count.ShouldBe(2);
        var (gb, us) = (ends[0], ends[1]);

        (await editor.GetStringAsync(us)).ShouldContain("EIN 12-3456789");
        (await PostAsync(editor, us, ("lastDay", "2026-11-02"), ("why", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(editor, us, ("lastDay", "2026-11-02"), ("why", "Broker takes over"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PostAsync(editor, gb, ("lastDay", "2026-11-01"), ("why", "Typed wrongly"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PostAsync(editor, gb, ("lastDay", "2026-11-01"), ("why", "Twice"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await InForceAsync(host, "2026-11-02")).ShouldBe("US EIN 12-3456789");
        (await InForceAsync(host, "2026-11-03")).ShouldBe("");
        var page = await editor.GetStringAsync("/customs/numbers");
        page.ShouldContain("Broker takes over");
        page.ShouldContain("Typed wrongly");
    }

    [Fact]
    public async Task A_form_that_is_refused_comes_back_with_what_was_typed()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);

        using var refused = await PostAsync(editor, "/customs/numbers", ("territory", "EU"), ("kind", "Eori"), ("value", "no number"), ("validFrom", "2026-11-02"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Content.ReadAsStringAsync();
        page.ShouldContain("value=\"no number\"");
        page.ShouldContain("class=\"fault\"");
    }

    [Fact]
    public async Task A_program_sets_the_numbers_of_a_territory_from_today_on_as_before()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await EditorAsync(host);
        (await AddAsync(editor, "EU", "Eori", "DE111111111111", "2026-01-01")).ShouldBe("");

        (await editor.PutAsJsonAsync("/api/v1/customs/trader-numbers/EU", new { eori = "DE222222222222", vatNumber = "DE333333333" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await editor.PutAsJsonAsync("/api/v1/customs/trader-numbers/EU", new { eori = "DE444444444444", vatNumber = "" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var refused = await editor.PutAsJsonAsync("/api/v1/customs/trader-numbers/EU", new { eori = "?" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var now = (await editor.GetFromJsonAsync<JsonElement>("/api/v1/customs/trader-numbers")).EnumerateArray().ShouldHaveSingleItem();
        (now.GetProperty("eori").GetString(), now.GetProperty("vatNumber").GetString()).ShouldBe(("DE444444444444", ""));
        (await InForceAsync(host, "2026-11-01")).ShouldBe("EU DE111111111111");
    }

    [Fact]
    public async Task Who_may_only_look_cannot_change_them_and_others_see_nothing()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "customs.view");
        using var picker = await host.ProgramAsync(ProductHost.Ours, "warehouse.view");
        using var editor = await EditorAsync(host);
        using var stranger = await host.ProgramAsync(ProductHost.Theirs, "customs.view", "customs.edit");
        (await AddAsync(editor, "EU", "Eori", "DE111111111111", "2026-01-01")).ShouldBe("");

        (await reader.GetStringAsync("/customs/numbers")).ShouldNotContain("<form class=\"entry");
        (await AddAsync(reader, "EU", "Vat", "DE333333333", "2026-01-01")).ShouldBe("403");
        (await picker.GetAsync("/customs/numbers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await stranger.GetStringAsync("/customs/numbers")).ShouldNotContain("DE111111111111");
    }

    private static Task<HttpClient> EditorAsync(ProductHost host) => host.ProgramAsync(ProductHost.Ours, "customs.view", "customs.edit");

    /// <summary>Empty when it was kept, else the problem's code.</summary>
    private static async Task<string> AddAsync(HttpClient client, string territory, string kind, string value, string from)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/customs/trader-numbers", new { territory, kind, value, validFrom = from });
        if (answer.StatusCode == HttpStatusCode.Forbidden) return "403";
        return answer.IsSuccessStatusCode ? "" : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!;
    }

    private static Task<string> InForceAsync(ProductHost host, string day) => host.AskAsync(ProductHost.Ours, async services =>
    {
        var numbers = await services.GetRequiredService<ITraderNumbers>().InForceAsync(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), CancellationToken.None);
        return string.Join("; ", numbers.Select(one => string.Join(' ', new[] { one.Territory, one.Eori, one.VatNumber, one.Ioss, one.Importer, one.Other }.Where(text => text.Length > 0))));
    });

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    [GeneratedRegex("/customs/numbers/[0-9]+/end")]
    private static partial Regex End();
}
