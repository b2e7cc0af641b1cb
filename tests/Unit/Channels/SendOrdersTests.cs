using System.Globalization;
using System.Net;
using System.Text.Json;
using Entrepot.Channels.Contracts;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.ChannelsHost;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class SendOrdersTests
{
    private const string Order = """
        {"externalNumber":"A-1","placedAt":"2026-11-02T14:00:00+02:00","currency":"EUR","buyerId":"ada",
         "shipTo":{"name":"Ada Lovelace","line1":"Rue Neuve 1","city":"Bruxelles","postcode":"1000","country":"BE"},
         "lines":[{"code":"KETTLE","quantity":2,"unitPrice":"12.55"},{"code":"CUP","quantity":3,"unitPrice":0.125,"amount":0.38,"tax":"0.08"}],
         "shipping":"4.90","total":30.46}
        """;

    [Fact]
    public async Task One_order_is_created_once_and_then_known_and_a_contradiction_is_a_conflict()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var first = await PostAsync(program, "/api/v1/orders?channel=shop", Order);
        var again = await PostAsync(program, "/api/v1/orders?channel=shop", Order);
        var other = await PostAsync(program, "/api/v1/orders?channel=shop", Order.Replace("\"quantity\":2", "\"quantity\":1", StringComparison.Ordinal));

        first.Status.ShouldBe(HttpStatusCode.Created);
        first.Body.GetProperty("outcome").GetString().ShouldBe("accepted");
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Body.GetProperty("incomingId").GetInt64().ShouldBe(first.Body.GetProperty("incomingId").GetInt64());
        other.Status.ShouldBe(HttpStatusCode.Conflict);
        other.Body.GetProperty("type").GetString().ShouldBe("channels.content_conflict");

        var waiting = (await host.AskAsync(services => services.GetRequiredService<IWaitingOrders>().NextAsync(10, CancellationToken.None))).ShouldHaveSingleItem().Order;
        waiting.PlacedAt.ShouldBe(new DateTime(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc));
        waiting.Lines.Select(line => (line.ExternalLineId, line.UnitPriceMicros, line.AmountMinor)).ShouldBe([("1", 12_550_000, 2510), ("2", 125_000, 38)]);
        (waiting.ShippingMinor, waiting.TaxMinor, waiting.TotalMinor).ShouldBe((490, 8, 3046));
    }

    [Fact]
    public async Task A_batch_is_answered_order_by_order()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        var bad = Order.Replace("A-1", "A-2", StringComparison.Ordinal).Replace("\"quantity\":2", "\"quantity\":0", StringComparison.Ordinal);
        var typo = Order.Replace("A-1", "A-3", StringComparison.Ordinal).Replace("shipping", "shippping", StringComparison.Ordinal);

        var (status, body) = await PostAsync(program, "/api/v1/orders/batch?channel=shop", $"[{Order},{Order},{bad},{typo}]");

        status.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("orders").EnumerateArray().Select(answer => (answer.GetProperty("status").GetInt32(), answer.GetProperty("outcome").GetString(), Type(answer))).ShouldBe(
            [(201, "accepted", null), (200, "duplicate", null), (422, "refused", "channels.quantity_out_of_range"), (422, "refused", "channels.json_unknown_field")]);
    }

    [Fact]
    public async Task Whole_numbers_under_names_with_their_unit_say_the_same_as_decimals()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        var whole = Order.Replace("\"unitPrice\":\"12.55\"", "\"unitPriceMicros\":12550000,\"amountMinor\":2510", StringComparison.Ordinal)
            .Replace("\"shipping\":\"4.90\",\"total\":30.46", "\"shippingMinor\":490,\"totalMinor\":3046", StringComparison.Ordinal);

        (await PostAsync(program, "/api/v1/orders?channel=shop", Order)).Status.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(program, "/api/v1/orders?channel=shop", whole)).Status.ShouldBe(HttpStatusCode.OK, "it is the same order");
    }

    [Theory]
    [InlineData("{", "channels.not_json", 422)]
    [InlineData("[1]", "channels.json_misfit", 200)]
    [InlineData("{\"hello\":\"world\"}", "channels.json_misfit", 422)]
    [InlineData("{\"externalNumber\":\"1\"}", "channels.json_missing", 422)]
    public async Task What_is_no_order_is_refused_with_the_reason(string body, string code, int status)
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var answer = await PostAsync(program, "/api/v1/orders?channel=shop", body);

        ((int)answer.Status).ShouldBe(status);
        (status == 200 ? Type(answer.Body.GetProperty("orders")[0]) : answer.Body.GetProperty("type").GetString()).ShouldBe(code);
    }

    [Theory]
    [InlineData("placedAt\":\"2026-11-02T14:00:00+02:00", "placedAt\":\"2026-11-02T14:00:00", "placedAt")]
    [InlineData("\"quantity\":2", "\"quantity\":\"two\"", "lines[0].quantity")]
    [InlineData("\"12.55\"", "\"12.5555555\"", "lines[0].unitPrice")]
    [InlineData("\"amount\":0.38", "\"amount\":0.48", "lines[1].amount")]
    [InlineData("\"shipping\":\"4.90\"", "\"shipping\":\"4.905\"", "shipping")]
    [InlineData("\"shipping\":\"4.90\"", "\"shipping\":\"4.90\",\"shippingMinor\":490", "shipping")]
    [InlineData("\"buyerId\":\"ada\"", "\"payment\":\"maybe\"", "payment")]
    [InlineData("\"buyerId\":\"ada\"", "\"payment\":\"2\"", "payment")]
    [InlineData("\"buyerId\":\"ada\"", "\"tags\":[1]", "tags")]
    public async Task A_wrong_value_is_named_by_its_field(string good, string bad, string field)
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var answer = await PostAsync(program, "/api/v1/orders?channel=shop", Order.Replace(good, bad, StringComparison.Ordinal));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Body.GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task A_request_sent_again_with_its_key_gets_the_first_answer_again()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var first = await PostAsync(program, "/api/v1/orders?channel=shop", Order, "key-1");
        host.Clock.Now += TimeSpan.FromHours(24);
        var again = await PostAsync(program, "/api/v1/orders?channel=shop", Order, "key-1");
        var other = await PostAsync(program, "/api/v1/orders?channel=shop", Order.Replace("A-1", "A-2", StringComparison.Ordinal), "key-1");

        (again.Status, again.Body.GetRawText()).ShouldBe((first.Status, first.Body.GetRawText()));
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Body.GetProperty("type").GetString().ShouldBe("idempotency.key_reused");
        (await host.AskAsync(services => services.GetRequiredService<IWaitingOrders>().CountAsync(CancellationToken.None))).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_given_again_too()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var first = await PostAsync(program, "/api/v1/orders?channel=nowhere", Order, "key-2");
        var again = await PostAsync(program, "/api/v1/orders?channel=nowhere", Order, "key-2");

        first.Status.ShouldBe(HttpStatusCode.NotFound);
        again.Body.GetRawText().ShouldBe(first.Body.GetRawText());
    }

    [Fact]
    public async Task Only_a_caller_with_the_permission_may_send_orders()
    {
        await using var host = await StartAsync();
        using var reader = await host.ProgramAsync("orders.view");

        (await PostAsync(reader, "/api/v1/orders?channel=shop", Order)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Too_many_orders_or_too_many_bytes_are_turned_away()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        var many = "[" + string.Join(',', Enumerable.Range(0, 513).Select(i => "{\"externalNumber\":\"" + i.ToString(CultureInfo.InvariantCulture) + "\"}")) + "]";

        (await PostAsync(program, "/api/v1/orders/batch?channel=shop", many)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(program, "/api/v1/orders/batch?channel=shop", "[\"" + new string('x', 9 << 20) + "\"]")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_marketplaces_own_json_is_taken_by_format_or_content_type()
    {
        var file = SharedData.Find("marketplaces/shopify/order.json");
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        var json = await File.ReadAllTextAsync(file);

        (await PostAsync(program, "/api/v1/orders?channel=shop&format=shopify", json)).Status.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(program, "/api/v1/orders?channel=shop", json, contentType: "application/vnd.shopify.order+json")).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(program, "/api/v1/orders?channel=shop&format=corner-shop", json)).Body.GetProperty("type").GetString().ShouldBe("channels.format_unknown");
    }

    private static string? Type(JsonElement answer) => answer.TryGetProperty("problem", out var problem) ? problem.GetProperty("type").GetString() : null;
}
