using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Entrepot.Journey;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Entrepot.Unit.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Watching;

/// <summary>Nothing of a buyer gets into logs, spans or metrics, however much is logged: those are kept longer, copied further and read by more people than orders are.</summary>
[Storage]
public sealed class NoPersonalDataTests
{
    private static readonly string[] Marks = ["Xylophonia", "Quetzalcoatlus", "xyloquetz", "5550147", "Zwiebelfisch"];

    private readonly ConcurrentQueue<string> spans = [];
    private readonly Lines log = new();

    [Fact]
    public async Task An_order_leaves_nothing_of_its_buyer_in_logs_spans_or_metrics()
    {
        using var listener = Listen();
        await using var host = await ProductHost.StartAsync(build: builder => builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        using var program = await host.ProgramAsync(ProductHost.Ours, "orders.intake", "orders.view", "orders.edit");
        (await PostAsync(program, AnOrder)).ShouldBe(HttpStatusCode.Created);
        (await PostAsync(program, AnOrder.Replace("Xylophonia", "Xylophonia B."))).ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(program, AnOrder.Replace("\"GB\"", "\"Zwiebelfisch\"").Replace("CANARY-1", "CANARY-2"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(program, AnOrder.Replace("\"quantity\": 1", "\"quantity\": Xylophonia"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        await host.Services.GetRequiredService<JourneyRunner>().DrainAsync(ProductHost.Ours, CancellationToken.None);
        await host.Services.GetRequiredService<WorkRunner>().RunDueAsync(ProductHost.Ours, CancellationToken.None);
        (await program.GetStringAsync("/orders?q=Xylophonia")).ShouldContain("Xylophonia");
        await program.GetAsync("/search?q=xyloquetz%40example.com");
        await program.GetAsync("/orders?page=Quetzalcoatlus");
        using var nobody = host.Nobody();
        var metrics = await nobody.GetStringAsync("/metrics");

        log.Written.Count.ShouldBeGreaterThan(100);
        spans.ShouldContain(span => span.StartsWith("journey batch", StringComparison.Ordinal));
        spans.ShouldContain(span => span.StartsWith("POST /api/v1/orders", StringComparison.Ordinal) && span.Contains("tenant=1", StringComparison.Ordinal));
        metrics.ShouldContain("""entrepot_orders_total{channel="amazon-uk",outcome="conflict",tenant="1"}""");
        Found(log.Written).ShouldBeEmpty();
        Found(spans).ShouldBeEmpty();
        Found([metrics]).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_planted_is_found_and_lines_say_whose_they_are()
    {
        using var listener = Listen();
        await using var host = await ProductHost.StartAsync(
            routes => routes.MapGet("/planted", (ILogger<NoPersonalDataTests> lines) =>
            {
                lines.LogDebug("Sent to {Name}", "Xylophonia");
                using var span = Signals.Spans.StartActivity("planted")?.SetTag("street", "Zwiebelfisch");
            }).RequireAuthorization("orders.view"),
            builder => builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        using var program = await host.ProgramAsync(ProductHost.Ours, "orders.view");
        (await program.GetAsync("/planted")).StatusCode.ShouldBe(HttpStatusCode.OK);

        Found(log.Written).ShouldHaveSingleItem().ShouldContain("tenant=1");
        Found(log.Written)[0].ShouldContain("TraceId=");
        Found(spans).ShouldHaveSingleItem();
    }

    private static List<string> Found(IEnumerable<string> texts) => [.. texts.Where(text => Array.Exists(Marks, mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)))];

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Signals.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue($"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} {string.Join(' ', span.Events.SelectMany(happened => happened.Tags).Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient program, string order)
    {
        using var answer = await program.PostAsync("/api/v1/orders?channel=amazon-uk", new StringContent(order, Encoding.UTF8, "application/json"));
        return answer.StatusCode;
    }

    private const string AnOrder = """
        { "externalNumber": "CANARY-1", "placedAt": "2026-11-02T09:30:00Z", "currency": "GBP", "buyerId": "xyloquetz",
          "shipTo": { "name": "Xylophonia Quetzalcoatlus", "line1": "12 Zwiebelfisch Square", "city": "London", "postcode": "SW1Y 4JH", "country": "GB", "email": "xyloquetz@example.com", "phone": "+4420795550147" },
          "lines": [ { "externalLineId": "1", "code": "EL-BUDS-BK", "quantity": 1, "unitPrice": "19.99" } ], "total": "19.99" }
        """;
}
