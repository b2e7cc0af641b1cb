using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Entrepot.Unit.Routes;

/// <summary>Vouchers and exchange rates over a server, as other programs and pages use them.</summary>
[Storage]
public sealed class FinanceRouteTests
{
    [Fact]
    public async Task A_voucher_of_a_journey_is_listed_and_balances()
    {
        await using var host = await ProductHost.StartAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "finance.view");

        var vouchers = (await reader.GetFromJsonAsync<JsonElement>("/api/v1/finance/vouchers")).EnumerateArray().ToList();
        vouchers.ShouldNotBeEmpty();
        var id = vouchers[0].GetProperty("id").GetInt64();
        var voucher = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/finance/vouchers/{id}");
        voucher.GetRawText().ShouldContain(id.ToString(System.Globalization.CultureInfo.InvariantCulture));

        (await reader.GetStringAsync("/vouchers")).ShouldContain($"/vouchers/{id}");
        (await reader.GetAsync($"/vouchers/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.GetAsync("/vouchers?q=nothing-like-this")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.GetFromJsonAsync<JsonElement>("/api/v1/finance/vouchers?q=nothing-like-this")).GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/vouchers/1")]
    [InlineData("/api/v1/finance/vouchers/1")]
    public async Task A_voucher_that_is_not_there_is_not_found(string path)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var reader = await host.ProgramAsync(ProductHost.Ours, "finance.view");

        (await reader.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Vouchers_are_for_those_who_may_see_money()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var picker = await host.ProgramAsync(ProductHost.Ours, "warehouse.view");
        using var nobody = host.Nobody();

        (await picker.GetAsync("/api/v1/finance/vouchers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await nobody.GetAsync("/api/v1/finance/vouchers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Exchange_rates_are_imported_once_per_day()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var keeper = await host.ProgramAsync(ProductHost.Ours, "settings.edit");
        const string csv = "Date,USD,JPY,\n2031-03-04,1.1042,162.10,\n2031-03-03,1.1000,N/A,\n";

        (await RatesAsync(keeper, csv)).Days.ShouldBe(2);
        (await RatesAsync(keeper, csv)).Days.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>not rates</html>")]
    [InlineData("Date,USD\n2031-03-04,many\n")]
    [InlineData("Date,USD\n2031-03-04,-1\n")]
    public async Task What_is_not_the_banks_file_is_refused_whole(string csv)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var keeper = await host.ProgramAsync(ProductHost.Ours, "settings.edit");

        using var answer = await keeper.PostAsync("/api/v1/finance/fx-rates", new StringContent(csv, Encoding.UTF8, "text/csv"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<(int Days, int Rates)> RatesAsync(HttpClient client, string csv)
    {
        using var answer = await client.PostAsync("/api/v1/finance/fx-rates", new StringContent(csv, Encoding.UTF8, "text/csv"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("days").GetInt32(), body.GetProperty("rates").GetInt32());
    }
}
