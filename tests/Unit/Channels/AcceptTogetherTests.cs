using System.Globalization;
using System.Net;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.ChannelsHost;

namespace Entrepot.Unit.Channels;

/// <summary>Orders sent one by one at the same moment share commits, and each gets the answer that it would have got alone.</summary>
[Storage]
public sealed class AcceptTogetherTests
{
    private const int Callers = 64;

    [Fact]
    public async Task Orders_sent_at_the_same_moment_are_each_answered_for_themselves_and_stored_before_the_answer()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => PostAsync(program, "/api/v1/orders?channel=shop", Order(i, quantity: i % 8 == 5 ? 0 : 2))));

        for (var i = 0; i < Callers; i++) answers[i].Status.ShouldBe(i % 8 == 5 ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Created, $"order {i}");
        answers.Where(answer => answer.Status == HttpStatusCode.UnprocessableEntity).Select(answer => answer.Body.GetProperty("type").GetString()).Distinct().ShouldBe(["channels.quantity_out_of_range"]);
        (await StoredAsync(host)).ShouldBe(Enumerable.Range(0, Callers).Where(i => i % 8 != 5).Select(Number).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_order_sent_by_many_at_once_is_accepted_once()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => PostAsync(program, "/api/v1/orders?channel=shop", Order(1, quantity: 2))));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(Callers - 1);
        answers.Select(answer => answer.Body.GetProperty("incomingId").GetInt64()).Distinct().Count().ShouldBe(1);
        (await StoredAsync(host)).ShouldBe([Number(1)]);
    }

    [Fact]
    public async Task Keys_of_many_callers_at_once_are_kept_and_replay_the_answer_that_was_given()
    {
        await using var host = await StartAsync();
        using var program = await host.ProgramAsync("orders.intake");
        Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)[]> SendAsync() =>
            Task.WhenAll(Enumerable.Range(0, Callers).Select(i => PostAsync(program, "/api/v1/orders?channel=shop", Order(i, quantity: 2), key: $"key-{i}")));

        var first = await SendAsync();
        var again = await SendAsync();

        first.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        again.Select(answer => (answer.Status, answer.Body.GetRawText())).ShouldBe(first.Select(answer => (answer.Status, answer.Body.GetRawText())));
        (await StoredAsync(host)).Count.ShouldBe(Callers);
    }

    [Fact]
    public async Task An_order_that_breaks_the_writing_fails_alone()
    {
        var services = new ServiceCollection().AddScoped<CurrentUser>().AddScoped<IOrderIntake, BreaksOnThirteen>().BuildServiceProvider();
        await using var _ = services;
        var together = new AcceptTogether(services.GetRequiredService<IServiceScopeFactory>(), DatabaseEngine.At("sqlite:unused"), new(Microsoft.Extensions.Logging.Abstractions.NullLogger<Outages>.Instance), TimeProvider.System);

        var answers = Enumerable.Range(0, Callers).Select(i => together.AcceptAsync(TestDatabase.Ours, Front.Shop, Front.AnOrder(Number(i)), null, CancellationToken.None)).ToList();

        for (var i = 0; i < Callers; i++)
        {
            if (i == 13) await Should.ThrowAsync<InvalidOperationException>(answers[i]);
            else (await answers[i]).ExternalNumber.ShouldBe(Number(i));
        }
    }

    private static string Number(int i) => string.Create(CultureInfo.InvariantCulture, $"T-{i:D3}");

    private static string Order(int i, int quantity) => $$$"""
        {"externalNumber":"{{{Number(i)}}}","placedAt":"2026-11-02T14:00:00Z","currency":"EUR",
         "shipTo":{"name":"Ada Lovelace","line1":"Rue Neuve 1","city":"Bruxelles","postcode":"1000","country":"BE"},
         "lines":[{"code":"KETTLE","quantity":{{{quantity}}},"unitPrice":"12.55"}]}
        """;

    private static Task<List<string>> StoredAsync(ChannelsHost host) => host.AskAsync(services =>
        services.GetRequiredService<EntrepotDb>().Set<IncomingRow>().Select(row => row.ExternalNumber).OrderBy(number => number).ToListAsync());

    /// <summary>Accepts everything but order 13, whose batch it cannot write.</summary>
    private sealed class BreaksOnThirteen : IOrderIntake
    {
        public async Task<IReadOnlyList<IntakeAnswer>> AcceptAsync(SalesChannelId channel, IReadOnlyList<IncomingOrder> orders, IReadOnlyList<string?> raw, CancellationToken ct)
        {
            await Task.Yield();
            if (orders.Any(order => order.ExternalNumber == Number(13))) throw new InvalidOperationException("Thirteen.");
            return [.. orders.Select(order => new IntakeAnswer(order.ExternalNumber, IntakeOutcome.Accepted, 1, null))];
        }

        public Task<IReadOnlyList<CancellationOutcome>> CancelAsync(SalesChannelId channel, IReadOnlyList<IncomingCancellation> cancellations, CancellationToken ct) => throw new NotSupportedException();
    }
}
