using System.Net;
using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Journey;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Unit.Routes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Processes;

/// <summary>Servers are replaced one by one while orders come in: the old ones go on with a schema that is newer than they are.</summary>
[Storage("postgres")]
public sealed class RollingUpgradeTests
{
    [Fact]
    public async Task A_server_works_on_without_an_error_while_one_of_the_next_release_changes_the_schema_under_it()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "Several processes work on PostgreSQL.");
        await using var old = await ProductHost.StartEmptyAsync();
        using var shop = await ShopAsync(old);
        using var done = new CancellationTokenSource();
        var selling = Task.WhenAll(Enumerable.Range(0, 4).Select(seller => SellAsync(shop, seller, done.Token)));
        var working = WorkAsync(old, done.Token);

        await using var next = await ProductHost.StartBesideAsync(old, build: builder => NextRelease.Of<Expand>(builder.Services));
        (await HasStepAsync(old, "9001_Expand")).ShouldBeTrue();
        using var shopAtNext = await next.ProgramAsync(ProductHost.Ours);
        for (var i = 0; i < 20; i++) (await SendAsync(shopAtNext, $"NEXT-{i}")).ShouldBe(HttpStatusCode.Created);
        await done.CancelAsync();
        var statuses = (await selling).SelectMany(status => status).ToList();
        await working;

        statuses.Count.ShouldBeGreaterThan(0);
        statuses.ShouldAllBe(status => status == HttpStatusCode.Created);
        (await ReadyAsync(old)).ShouldBe((HttpStatusCode.OK, "warning"));
        (await ReadyAsync(next)).ShouldBe((HttpStatusCode.OK, "ok"));
        await StartAsync(old.Database); // One of the old release starts again, after a crash.
    }

    [Fact]
    public async Task A_program_that_is_too_old_for_what_was_taken_away_is_refused_and_told_so()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "Several processes work on PostgreSQL.");
        await using var old = await ProductHost.StartEmptyAsync();
        await using var later = await ProductHost.StartBesideAsync(old, build: builder => NextRelease.Of<Contract>(builder.Services));

        (await ReadyAsync(old)).ShouldBe((HttpStatusCode.ServiceUnavailable, "failed"));
        (await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(old.Database))).Message.ShouldContain("too old for its database: the step 9002_Forget_contract");
    }

    private static async Task<HttpClient> ShopAsync(ProductHost host)
    {
        await host.AskAsync(ProductHost.Ours, async services =>
        {
            await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
            (await services.GetRequiredService<ISalesChannels>().AddAsync(new(new(71), "web", "Web", "file", "EUR"), CancellationToken.None)).IsOk.ShouldBeTrue();
            return (await unit.CommitAsync(CancellationToken.None)).IsOk;
        });
        return await host.ProgramAsync(ProductHost.Ours);
    }

    private static async Task<List<HttpStatusCode>> SellAsync(HttpClient shop, int seller, CancellationToken end)
    {
        var statuses = new List<HttpStatusCode>();
        while (!end.IsCancellationRequested) statuses.Add(await SendAsync(shop, $"OLD-{seller}-{statuses.Count}"));
        return statuses;
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient shop, string number) => (await Planted.SendAsync(shop, "/api/v1/orders?channel=web", number, $$"""
        {"externalNumber":"{{number}}","placedAt":"2026-11-02T11:00:00Z","currency":"EUR",
         "shipTo":{"name":"Zebedee Quillfeather","line1":"12 St James's Square","city":"London","postcode":"SW1Y 4JH","country":"GB"},
         "lines":[{"code":"EL-BUDS-BK","quantity":1,"unitPrice":"19.99"}]}
        """)).Status;

    /// <summary>What the worker of a server does; an exception of it fails the test.</summary>
    private static async Task WorkAsync(ProductHost host, CancellationToken end)
    {
        while (!end.IsCancellationRequested) await host.Services.GetRequiredService<JourneyRunner>().DrainAsync(ProductHost.Ours, CancellationToken.None);
    }

    private static Task<bool> HasStepAsync(ProductHost host, string step) => host.AskAsync(ProductHost.Ours, async services =>
        (await services.GetRequiredService<EntrepotDb>().Database.GetAppliedMigrationsAsync()).Contains(step));

    private static async Task<(HttpStatusCode Status, string Schema)> ReadyAsync(ProductHost host)
    {
        host.Clock.Now += TimeSpan.FromSeconds(2);
        using var nobody = host.Nobody();
        using var answer = await nobody.GetAsync("/health/ready");
        var checks = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("checks").EnumerateArray();
        return (answer.StatusCode, checks.Single(check => check.GetProperty("name").GetString() == "schema").GetProperty("status").GetString()!);
    }

    private static async Task StartAsync(string address)
    {
        await using var process = new ServiceCollection().AddLogging().AddPlatform(new ModuleList([]), address, new ConfigurationBuilder().Build()).BuildServiceProvider();
        await DatabaseSetup.PrepareAsync(process, CancellationToken.None);
    }
}
