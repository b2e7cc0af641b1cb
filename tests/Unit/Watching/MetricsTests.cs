using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entrepot.Journey;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Watching;

[Storage]
public sealed partial class MetricsTests
{
    [Fact]
    public async Task What_came_in_and_what_became_of_it_is_counted()
    {
        await using var host = await ProductHost.StartAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours, "orders.intake");
        await SendAsync(program, AnOrder("METER-1"), AnOrder("METER-2"));
        await SendAsync(program, AnOrder("METER-1"), """{ "externalNumber": "METER-3" }""");
        await host.Services.GetRequiredService<JourneyRunner>().DrainAsync(ProductHost.Ours, CancellationToken.None);

        var numbers = await ReadAsync(host);
        numbers["""entrepot_orders_total{channel="amazon-de",outcome="accepted",tenant="1"}"""].ShouldBe(2);
        numbers["""entrepot_orders_total{channel="amazon-de",outcome="duplicate",tenant="1"}"""].ShouldBe(1);
        numbers["""entrepot_orders_total{channel="amazon-de",outcome="refused",tenant="1"}"""].ShouldBe(1);
        numbers.Where(number => number.Key.StartsWith("entrepot_journeys_total", StringComparison.Ordinal)).Sum(number => number.Value).ShouldBe(5, "three of the company's founding, two of ours");
        numbers["""entrepot_journey_stage_duration_seconds_count{stage="reserve"}"""].ShouldBeGreaterThanOrEqualTo(2);
        numbers["entrepot_commit_duration_seconds_count"].ShouldBeGreaterThan(3);
        numbers["""entrepot_work_items{kind="channels.intake",state="due",tenant="1"}"""].ShouldBe(0);
        numbers.Keys.ShouldContain(name => name.StartsWith("http_server_request_duration_seconds_bucket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Work_that_waits_is_shown_with_its_age()
    {
        await using var host = await ProductHost.StartAsync();
        await host.AskAsync(ProductHost.Ours, async services =>
        {
            await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
            services.GetRequiredService<WorkQueue>().Add("test.meter", "a", "a", TimeSpan.FromMinutes(-10));
            services.GetRequiredService<WorkQueue>().Add("test.meter", "b", "b", TimeSpan.FromMinutes(10));
            return await unit.CommitAsync(CancellationToken.None);
        });

        var numbers = await ReadAsync(host);
        numbers["""entrepot_work_items{kind="test.meter",state="due",tenant="1"}"""].ShouldBe(1);
        numbers["""entrepot_work_items{kind="test.meter",state="later",tenant="1"}"""].ShouldBe(1);
        numbers["""entrepot_work_items{kind="test.meter",state="parked",tenant="1"}"""].ShouldBe(0);
        numbers["""entrepot_work_oldest_seconds{kind="test.meter",tenant="1"}"""].ShouldBe(600);
    }

    [Fact]
    public async Task From_elsewhere_a_key_is_needed_and_shows_only_its_own_company()
    {
        await using var host = await ProductHost.StartAsync();
        using var proxied = host.Nobody();
        proxied.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        (await proxied.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var reader = await host.ProgramAsync(ProductHost.Theirs, "orders.view");
        reader.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        (await reader.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var stranger = await host.ProgramAsync(ProductHost.Theirs, "settings.edit");
        stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        var theirs = await stranger.GetStringAsync("/metrics");
        theirs.ShouldContain("tenant=\"2\"");
        theirs.ShouldNotContain("tenant=\"1\"");
        (await ReadAsync(host)).Keys.ShouldContain(name => name.Contains("tenant=\"1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Buckets_hold_all_that_is_not_larger_and_end_with_the_count()
    {
        await using var host = await ProductHost.StartAsync();

        var numbers = await ReadAsync(host);
        var buckets = numbers.Where(number => number.Key.StartsWith("entrepot_commit_duration_seconds_bucket", StringComparison.Ordinal)).Select(number => number.Value).ToList();
        buckets.Count.ShouldBe(15);
        buckets.ShouldBe(buckets.Order());
        buckets[^1].ShouldBe(numbers["entrepot_commit_duration_seconds_count"]);
    }

    /// <summary>Every line is a comment, or a name with labels and a number: nothing else is read by Prometheus.</summary>
    private static async Task<Dictionary<string, double>> ReadAsync(ProductHost host)
    {
        using var nobody = host.Nobody();
        using var answer = await nobody.GetAsync("/metrics");
        answer.Content.Headers.ContentType?.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var numbers = new Dictionary<string, double>();
        foreach (var line in (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')))
        {
            var match = Sample().Match(line);
            match.Success.ShouldBeTrue(line);
            numbers.Add(match.Groups[1].Value, double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        }

        return numbers;
    }

    private static async Task SendAsync(HttpClient program, params string[] orders)
    {
        using var answer = await program.PostAsync("/api/v1/orders/batch?channel=amazon-de", new StringContent($"[{string.Join(',', orders)}]", Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string AnOrder(string number) => $$"""
        { "externalNumber": "{{number}}", "placedAt": "2026-11-02T09:30:00Z", "currency": "GBP",
          "shipTo": { "name": "Ada Meter", "line1": "12 St James's Square", "city": "London", "postcode": "SW1Y 4JH", "country": "GB" },
          "lines": [ { "externalLineId": "1", "code": "EL-BUDS-BK", "quantity": 1, "unitPrice": "19.99" } ], "total": "19.99" }
        """;

    [GeneratedRegex("""^([a-z_]+(?:\{[a-z_]+="[^"\n]*"(?:,[a-z_]+="[^"\n]*")*\})?) (-?[0-9.E+-]+|NaN)$""")]
    private static partial Regex Sample();
}
