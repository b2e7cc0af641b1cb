using System.Net;
using System.Text;
using System.Text.Json;
using Entrepot.Sandbox;
using Entrepot.Sandbox.Crew;
using Entrepot.Sandbox.Shops;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Demo;

/// <summary>The sandbox's people are polite callers: they repeat what got lost, drop what was refused, and slow down when the server is unwell.</summary>
public sealed class SandboxPeopleTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Article[] Articles = [new("A-1", "Article", 1990, false, 300, 1), new("A-2", "Bottle", 2990, true, 900, 1)];

    [Fact]
    public async Task An_order_that_got_lost_is_sent_again_as_it_was()
    {
        var server = new ServerThatAnswers((HttpStatusCode.InternalServerError, ""), (HttpStatusCode.OK, "[]"), (HttpStatusCode.OK, "[]"));
        var shops = Shops(server);

        await Should.ThrowAsync<HttpRequestException>(() => shops.SellAsync(Ct));
        await shops.SellAsync(Ct);
        await shops.SellAsync(Ct);

        server.Bodies[1].ShouldBe(server.Bodies[0]);
        server.Bodies[2].ShouldNotBe(server.Bodies[1]);
    }

    [Fact]
    public async Task An_order_that_was_refused_is_not_sent_again()
    {
        var server = new ServerThatAnswers((HttpStatusCode.UnprocessableEntity, "{}"), (HttpStatusCode.OK, "[]"));
        var shops = Shops(server);

        await shops.SellAsync(Ct);
        await shops.SellAsync(Ct);

        server.Bodies[1].ShouldNotBe(server.Bodies[0]);
        server.Keys.ShouldAllBe(key => key == "Bearer shop-key");
    }

    [Fact]
    public async Task Pickers_confirm_every_stop_by_its_barcode()
    {
        var server = new ServerThatAnswers(
            (HttpStatusCode.OK, """[{"task":7,"bin":"A-01-01-1","sku":"A-1","gtin":"2004001000371","quantity":3},{"task":7,"bin":"","sku":"A-2","gtin":"","quantity":1}]"""),
            (HttpStatusCode.OK, "[{},{}]"));

        await Crew(server).PickAsync(Ct);

        using var picks = JsonDocument.Parse(server.Bodies[1]);
        picks.RootElement.EnumerateArray().Select(pick => (pick.GetProperty("task").GetInt64(), pick.GetProperty("bin").GetString(), pick.GetProperty("code").GetString(), pick.GetProperty("quantity").GetInt64()))
            .ShouldBe([(7, "A-01-01-1", "2004001000371", 3), (7, "", "A-2", 1)]);
    }

    [Fact]
    public async Task Packers_weigh_about_what_was_planned()
    {
        var server = new ServerThatAnswers(
            (HttpStatusCode.OK, """[{"fulfilmentOrder":9,"items":[{"code":"A-1","quantity":3}],"parcels":[{"carton":"S","lengthMillimetres":200,"widthMillimetres":150,"heightMillimetres":100,"weightGrams":10000}]}]"""),
            (HttpStatusCode.OK, "[{}]"));

        await Crew(server).PackAsync(Ct);

        using var packs = JsonDocument.Parse(server.Bodies[1]);
        var parcel = packs.RootElement[0].GetProperty("parcels")[0];
        parcel.GetProperty("weightGrams").GetInt64().ShouldBeInRange(9_900, 10_100);
        parcel.GetProperty("carton").GetString().ShouldBe("S");
        packs.RootElement[0].GetProperty("fulfilmentOrder").GetInt64().ShouldBe(9);
    }

    [Fact]
    public async Task Work_goes_on_after_failures_with_longer_and_longer_pauses_until_closing_time()
    {
        var clock = new ClockThatDoesNotWait();
        using var closing = new CancellationTokenSource();
        var rounds = 0;

        await Rounds.RunAsync("testers", () => TimeSpan.FromMilliseconds(200), _ =>
        {
            if (++rounds == 9) closing.Cancel();
            return rounds < 8 ? throw new HttpRequestException("down") : Task.CompletedTask;
        }, clock, NullLogger.Instance, closing.Token);

        rounds.ShouldBe(9);
        clock.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 30, 30, 0.2]);
    }

    private static ShopsAtWork Shops(ServerThatAnswers server) => new(
        new(Http(server), "shop-key"), new Till(Street.Load(), Articles, seed: 1, firstSerial: 1), SalesPace.Default, TimeProvider.System, NullLogger<ShopsAtWork>.Instance);

    private static FloorCrew Crew(ServerThatAnswers server) => new(new(Http(server), "crew-key"), ["FRA"], seed: 1, TimeProvider.System, NullLogger<FloorCrew>.Instance);

    private static HttpClient Http(ServerThatAnswers server) => new(server) { BaseAddress = new("http://localhost") };

    /// <summary>Answers one after the other, and remembers what it was told.</summary>
    private sealed class ServerThatAnswers(params (HttpStatusCode Status, string Body)[] answers) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];
        public List<string> Keys { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct));
            Keys.Add(request.Headers.Authorization!.ToString());
            var (status, body) = answers[Bodies.Count - 1];
            return new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }

    /// <summary>Every pause is over at once, and noted.</summary>
    private sealed class ClockThatDoesNotWait : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
