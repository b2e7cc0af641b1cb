using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Server.Demo.Founding;
using Entrepot.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Faults.Flood;

/// <summary>One company sends a hundred times as much as another: the other waits for its turn, and a turn is one batch.</summary>
public sealed class FloodTests
{
    private const int Ours = 40;
    private const int Theirs = Ours * 100;
    private const int BatchMax = 512;

    [Fact]
    public async Task A_company_waits_for_one_turn_of_another_that_sends_a_hundred_times_as_much()
    {
        await using var installation = await Installation.OnSqliteAsync();
        var (small, smallKey) = await AddCompanyAsync(installation);
        var server = await installation.ServeAsync();
        using var http = new HttpClient { BaseAddress = new(server.Url), Timeout = TimeSpan.FromMinutes(2) };

        var flood = Task.WhenAll(Enumerable.Range(0, Theirs / 100).Select(batch => SendAsync(http, installation.Key, "BIG", batch * 100, 100)));
        for (var order = 0; order < Ours; order += 2)
        {
            await SendAsync(http, smallKey, "SMALL", order, 2);
            await Task.Delay(100);
        }

        await flood;
        var books = new Books(installation);
        await books.SettleAsync(TimeSpan.FromMinutes(3), untilDelivered: false);
        var turns = await TurnsAsync(installation, small);
        var wrong = await books.VerifyAsync();
        var worst = turns.Max();
        Bar.Tell("one tenant floods 100×", "the others wait at most two turns, each of one batch", string.Create(CultureInfo.InvariantCulture,
            $"{Theirs} orders against {Ours}: at most {worst} of the flood's orders were taken while one of the other company waited ({(double)worst / BatchMax:0.0} batches)"), worst <= 2 * BatchMax && wrong.Count == 0);
        turns.Count.ShouldBe(Ours);
        worst.ShouldBeLessThanOrEqualTo(2 * BatchMax);
        wrong.ShouldBeEmpty();
        installation.IsDone = true;
    }

    /// <summary>How many orders of the flood entered the book between the arrival of each of the small company's orders and its own entry; ids rise with time.</summary>
    private static async Task<List<int>> TurnsAsync(Installation installation, TenantId small)
    {
        var flood = (await new Books(installation).ReadAsync("SELECT order_id FROM channels_incoming WHERE tenant_id = @p0", row => row.GetInt64(0))).Order().ToList();
        await using var scope = installation.Services.As(small, "faults");
        var ours = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync("SELECT id, order_id FROM channels_incoming WHERE tenant_id = @p0", row => (Came: row.GetInt64(0), Entered: row.GetInt64(1)), CancellationToken.None, small.Value);
        return ours.ConvertAll(order => flood.Count(id => id > order.Came && id < order.Entered));
    }

    private static async Task<(TenantId, string)> AddCompanyAsync(Installation installation)
    {
        var company = new Tenant { Id = new(installation.Services.GetRequiredService<IdBlocks>().Next()), Code = "small", Name = "Small", Currency = "EUR", CreatedAt = DateTime.UtcNow };
        await using (var scope = installation.Services.As(company.Id, "faults")) await CompanyFounding.In(scope.ServiceProvider).FoundAsync(company, CancellationToken.None);
        await using var later = installation.Services.As(company.Id, "faults");
        return (company.Id, (await later.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateApiKeyAsync(company.Id, "faults", ["orders.intake"], CancellationToken.None)).Value);
    }

    private static async Task SendAsync(HttpClient http, string key, string start, int first, int count)
    {
        var orders = string.Join(',', Enumerable.Range(first, count).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""
            {"externalNumber":"{{start}}-{{number}}","placedAt":"{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ}}","currency":"USD","buyerId":"{{start}}{{number}}",
             "shipTo":{"name":"Emily Miller {{number}}","line1":"{{number}} Oak Street","city":"Austin","province":"TX","postcode":"78704","country":"US","phone":"+1 555 0100","email":"e{{number}}@example.com"},
             "lines":[{"externalLineId":"1","code":"EL-HEAD-KID","description":"Children's headphones","quantity":1,"unitPriceMicros":19900000,"amountMinor":1990}],
             "shippingMinor":0,"discountMinor":0,"totalMinor":1990,"payment":"Paid","incoterm":"Ddp"}
            """)));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/orders/batch?channel=clipmart", UriKind.Relative)) { Content = new StringContent($"[{orders}]", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
