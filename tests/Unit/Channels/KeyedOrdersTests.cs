using System.Diagnostics.Metrics;
using System.Net;
using Entrepot.Channels.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.ChannelsHost;

namespace Entrepot.Unit.Channels;

/// <summary>An order that is sent with an Idempotency-Key is stored with its key and its answer in one commit.</summary>
[Storage]
public sealed class KeyedOrdersTests
{
    private const string One = "/api/v1/orders?channel=shop";
    private const string Many = "/api/v1/orders/batch?channel=shop";

    [Fact]
    public async Task The_order_its_key_and_its_answer_are_stored_in_one_commit()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        await PostAsync(program, One, Order("warm"), "warm");
        var commits = 0;
        using var listener = new MeterListener();
        var meter = host.Services.GetRequiredService<Signals>().Meter;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == meter && instrument.Name == "entrepot.commit.duration") listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref commits));
        listener.Start();

        (await PostAsync(program, One, Order("1"), "key-1")).Status.ShouldBe(HttpStatusCode.Created);

        commits.ShouldBe(1);
        (await KeptAsync(host)).ShouldBe([201, 201]);
    }

    [Fact]
    public async Task An_order_sent_again_with_its_key_gets_its_first_answer_word_for_word()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var first = await SendAsync(program, One, Order("1"), "key-1");
        var again = await SendAsync(program, One, Order("1"), "key-1");
        var unkeyed = await SendAsync(program, One, Order("1"), null);

        (first.Status, first.IsReplayed).ShouldBe((HttpStatusCode.Created, false));
        again.ShouldBe(first with { IsReplayed = true });
        (unkeyed.Status, unkeyed.IsReplayed).ShouldBe((HttpStatusCode.OK, false), "it is known by its number");
        (await StoredAsync(host)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_key_that_stands_for_one_order_takes_in_no_other()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        await SendAsync(program, One, Order("1"), "key-1");

        foreach (var (path, body) in new[] { (One, Order("2")), (One, Order("2", quantity: 0)), (One, "{"), (Many, $"[{Order("2")}]"), (Many, "[]") })
        {
            var other = await SendAsync(program, path, body, "key-1");
            other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, body);
            other.Body.ShouldContain("idempotency.key_reused");
        }

        (await StoredAsync(host)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_refused_order_and_a_contradicted_one_are_answered_the_same_again()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        await SendAsync(program, One, Order("1"), "key-1");

        foreach (var (body, status, key) in new[] { (Order("2", quantity: 0), HttpStatusCode.UnprocessableEntity, "key-2"), (Order("1", quantity: 3), HttpStatusCode.Conflict, "key-3"), ("{", HttpStatusCode.UnprocessableEntity, "key-4") })
        {
            var first = await SendAsync(program, One, body, key);
            first.Status.ShouldBe(status, body);
            (await SendAsync(program, One, body, key)).ShouldBe(first with { IsReplayed = true });
        }

        (await StoredAsync(host)).ShouldBe(["1"]);
        (await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ConflictRow>().Select(row => row.Times).SingleAsync())).ShouldBe(1, "asked again it is not counted again");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_list_sent_again_with_its_key_gets_its_list_of_answers_again(int orders)
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        var list = $"[{string.Join(',', Enumerable.Range(0, orders).Select(i => Order($"{i}")))}]";

        var first = await SendAsync(program, Many, list, "key-1");
        var again = await SendAsync(program, Many, list, "key-1");

        again.ShouldBe(first with { IsReplayed = true });
        (await StoredAsync(host)).Count.ShouldBe(orders);
    }

    [Fact]
    public async Task Orders_with_keys_and_without_share_a_group_and_those_that_are_known_by_their_keys_are_not_taken_in_again()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        var known = await SendAsync(program, One, Order("0"), "key-0");

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => SendAsync(program, One, Order($"{i}"), i % 3 == 1 ? null : $"key-{i}")));

        answers[0].ShouldBe(known with { IsReplayed = true });
        answers.Skip(1).ShouldAllBe(answer => answer.Status == HttpStatusCode.Created && !answer.IsReplayed);
        (await StoredAsync(host)).Count.ShouldBe(24);
    }

    private static string Order(string number, int quantity = 2) => $$$"""
        {"externalNumber":"{{{number}}}","placedAt":"2026-11-02T14:00:00Z","currency":"EUR",
         "shipTo":{"name":"Ada Lovelace","line1":"Rue Neuve 1","city":"Bruxelles","postcode":"1000","country":"BE"},
         "lines":[{"code":"KETTLE","quantity":{{{quantity}}},"unitPrice":"12.55"}]}
        """;

    private static async Task<Routes.Planted.Answer> SendAsync(HttpClient program, string path, string body, string? key) => await Routes.Planted.SendAsync(program, path, key, body);

    private static Task<List<string>> StoredAsync(ChannelsHost host) => host.AskAsync(services =>
        services.GetRequiredService<EntrepotDb>().Set<IncomingRow>().Select(row => row.ExternalNumber).OrderBy(number => number).ToListAsync());

    private static Task<List<int>> KeptAsync(ChannelsHost host) => host.AskAsync(services =>
        services.GetRequiredService<EntrepotDb>().Set<IdempotencyRow>().Select(row => row.Status).ToListAsync());
}
