using System.Net;
using System.Text;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Unit.Routes;
using Entrepot.Unit.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Entrepot.Unit.Routes.Planted;

namespace Entrepot.Unit.Processes;

/// <summary>The database breaks off in the midst of a request: what was acknowledged stands, and what is asked again under one key happens once.</summary>
[Storage("postgres")]
public sealed class DatabaseAwayTests : IAsyncDisposable
{
    private const string Heading = "order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping\n";

    private readonly Planted planted = new();
    private readonly Lines log = new();
    private ProductHost direct = null!;
    private ProductHost host = null!;
    private Cable cable = null!;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_whose_commit_breaks_off_is_answered_and_has_one_effect(bool afterCommit)
    {
        using var program = await StartAsync();
        cable.CutAtCommit("planted", afterCommit);

        var first = await SendAsync(program, Mounted, "key-1", "\"耳机\"");
        var again = await SendAsync(program, Mounted, "key-1", "\"耳机\"");

        (first.Status, first.Location).ShouldBe((HttpStatusCode.Created, "/planted/7"), string.Join('\n', log.Written.Where(line => line.StartsWith("Error", StringComparison.Ordinal))));
        again.ShouldBe(first with { IsReplayed = true });
        (await EffectsAsync(direct, ProductHost.Ours)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_whose_answer_is_being_kept_when_the_connection_breaks_is_answered_and_has_one_effect(bool afterCommit)
    {
        using var program = await StartAsync();
        cable.CutAtCommit("text/plain; charset=utf-8", afterCommit);

        var first = await SendAsync(program, Mounted, "key-1");
        var again = await SendAsync(program, Mounted, "key-1");

        first.Status.ShouldBe(HttpStatusCode.Created);
        again.ShouldBe(first with { IsReplayed = true });
        (await EffectsAsync(direct, ProductHost.Ours)).ShouldBe(1);
    }

    [Fact]
    public async Task Calls_with_a_key_wait_for_the_database_and_those_without_are_told_to_come_back()
    {
        using var program = await StartAsync();
        cable.Cut();

        var waiting = Enumerable.Range(0, 8).Select(i => SendAsync(program, Mounted, $"key-{i}")).ToList();
        var told = await SendAsync(program, Mounted, null);
        cable.Mend();
        var answered = await Task.WhenAll(waiting);

        (told.Status, told.RetryAfter).ShouldBe((HttpStatusCode.ServiceUnavailable, "5"));
        told.Body.ShouldContain("platform.database_away");
        answered.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        (await EffectsAsync(direct, ProductHost.Ours)).ShouldBe(8);
        log.Written.Count(line => line.Contains("The database does not answer", StringComparison.Ordinal)).ShouldBe(1, "a thousand requests that all complain hide everything else");
        log.Written.ShouldContain(line => line.Contains("The database is back", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "One moment, please")]
    [InlineData("zh-CN", "请稍候")]
    public async Task A_page_says_calmly_that_it_comes_back_by_itself(string language, string says)
    {
        using var program = await StartAsync();
        program.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        program.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        cable.Cut();

        using var page = await program.GetAsync("/orders");
        cable.Mend();

        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Headers.GetValues("Refresh").ShouldBe(["5"]);
        (await page.Content.ReadAsStringAsync()).ShouldContain(says);
        (await program.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Orders_that_share_a_commit_which_breaks_off_are_each_taken_in_once()
    {
        using var program = await StartAsync();
        await ConnectShopAsync();
        cable.CutAtCommit("CAL-", afterCommit: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => SendAsync(program, "/api/v1/orders?channel=web", null, Order($"CAL-{i}"))));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.OK);
        (await CountAsync("SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0")).ShouldBe(40);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_is_taken_up_again_when_the_database_went_away_from_its_import(bool afterCommit)
    {
        using var program = await StartAsync();
        await ConnectShopAsync();
        cable.CutAtCommit("UP-2", afterCommit);

        using var form = new MultipartFormDataContent { { new StringContent("web"), "channel" }, { new StringContent("plain-csv"), "profile" } };
        form.Add(new StringContent(Heading + string.Concat(Enumerable.Range(1, 5).Select(i => $"UP-{i},1,EL-BUDS-BK,Buds,{i},19.99,2026-11-02 11:00:00,B{i},DE,EUR,Anna {i},Hauptstraße {i},Leipzig,,04109,+49 30 2312000,a{i}@example.com,0\n")), Encoding.UTF8, "text/csv"), "file", "dealers.csv");
        using var answer = await program.PostAsync("/imports", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        for (var look = 0; look < 600 && await CountAsync("SELECT COUNT(*) FROM channels_import WHERE tenant_id = @p0 AND state = 'Done'") == 0; look++) await Task.Delay(100);
        (await CountAsync("SELECT COUNT(*) FROM channels_import WHERE tenant_id = @p0 AND state = 'Done'")).ShouldBe(1);
        (await CountAsync("SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0")).ShouldBe(5);
        log.Written.ShouldContain(line => line.Contains("The database does not answer", StringComparison.Ordinal), "the cable was cut");
    }

    [Fact]
    public async Task A_process_that_starts_while_the_database_is_away_waits_for_it()
    {
        using var program = await StartAsync();
        cable.Cut();

        var starting = PrepareAsync(cable.Address);
        while (!log.Written.Any(line => line.Contains("The database does not answer", StringComparison.Ordinal))) await Task.Delay(10);
        cable.Mend();

        await starting;
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_on_an_empty_database_one_makes_the_tables_and_all_go_on()
    {
        using var program = await StartAsync();
        var empty = await PostgresServer.CreateEmptyAsync("postgres");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PrepareAsync(empty)));

        log.Written.ShouldContain(line => line.Contains("Another process prepares the database", StringComparison.Ordinal));
        log.Written.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
        await PostgresServer.DropAsync(empty);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        if (cable is not null) await cable.DisposeAsync();
        if (direct is not null) await direct.DisposeAsync();
    }

    /// <summary>A server that reaches its database over a cable, and another one beside it that always does.</summary>
    /// <returns>A program of the first one's.</returns>
    private async Task<HttpClient> StartAsync()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "The embedded database is never away.");
        // It imports nothing: the process at the end of the cable has to.
        direct = await ProductHost.StartEmptyAsync(build: builder => builder.Services.Remove(builder.Services.Single(service => service.ImplementationType?.Name == "ImportWorker")));
        cable = new(direct.Database);
        host = await ProductHost.StartBesideAsync(direct, cable.Address, planted.Map, builder => builder.Logging.AddProvider(log));
        return await host.ProgramAsync(ProductHost.Ours);
    }

    private Task<bool> ConnectShopAsync() => direct.AskAsync(ProductHost.Ours, async services =>
    {
        await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
        (await services.GetRequiredService<Entrepot.Channels.Contracts.ISalesChannels>().AddAsync(new(new(71), "web", "Web", "file", "EUR"), CancellationToken.None)).IsOk.ShouldBeTrue();
        return (await unit.CommitAsync(CancellationToken.None)).IsOk;
    });

    private async Task PrepareAsync(string address)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log)).AddPlatform(new ModuleList([]), address, new ConfigurationBuilder().Build());
        await using var process = services.BuildServiceProvider();
        await DatabaseSetup.PrepareAsync(process, CancellationToken.None);
    }

    private async Task<long> CountAsync(string sql) => (await direct.AskAsync(ProductHost.Ours, services =>
        services.GetRequiredService<EntrepotDb>().QueryAsync(sql, row => row.GetInt64(0), CancellationToken.None, ProductHost.Ours.Value)))[0];

    private static string Order(string number) => $$"""
        {"externalNumber":"{{number}}","placedAt":"2026-11-02T11:00:00Z","currency":"EUR",
         "shipTo":{"name":"Zebedee Quillfeather","line1":"12 St James's Square","city":"London","postcode":"SW1Y 4JH","country":"GB"},
         "lines":[{"code":"EL-BUDS-BK","quantity":1,"unitPrice":"19.99"}]}
        """;
}
