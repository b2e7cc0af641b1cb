using System.Net;
using System.Text;
using System.Text.Json;
using Entrepot.Sandbox;
using Entrepot.Sandbox.Crew;
using Entrepot.Sandbox.Shops;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Demo;

/// <summary>Goods that are announced arrive, and dealers order by file.</summary>
public sealed class DockAndDealersTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly TestDatabase.FixedClock clock = new();

    [Fact]
    public async Task A_lorry_brings_what_is_due_and_names_what_announced_it()
    {
        const string Announced = """
            [{"warehouse":"SZX","sku":"A-1","quantity":380,"expectedOn":"2026-11-06","cause":"purchase-order/1"},
             {"warehouse":"SZX","sku":"A-2","quantity":10,"expectedOn":"2026-11-12","cause":"purchase-order/2"}]
            """;
        var server = new ServerThatAnswers(HttpStatusCode.OK, Announced, Announced, "[{}]");
        var dock = new Dock(new(server.Http(), "dock-key"), clock, NullLogger<Dock>.Instance);

        await dock.UnloadAsync(Ct);
        server.Bodies.Count.ShouldBe(1, "nothing is due on the first day");

        clock.Now += TimeSpan.FromSeconds(40);
        await dock.UnloadAsync(Ct);

        using var receipts = JsonDocument.Parse(server.Bodies[^1]);
        receipts.RootElement.EnumerateArray().Select(receipt => (receipt.GetProperty("warehouse").GetString(), receipt.GetProperty("sku").GetString(), receipt.GetProperty("quantity").GetInt64(), receipt.GetProperty("inbound").GetString()))
            .ShouldBe([("SZX", "A-1", 380, "purchase-order/1")]);
    }

    [Fact]
    public async Task Dealers_upload_a_file_after_the_shops_first_orders_and_the_same_one_again_where_it_was_not_taken()
    {
        var server = new ServerThatAnswers(HttpStatusCode.InternalServerError, "");
        var dealers = Dealers(server, SalesPace.Default);

        await dealers.UploadAsync(Ct);
        server.Bodies.ShouldBeEmpty();

        clock.Now += TimeSpan.FromSeconds(15);
        await Should.ThrowAsync<HttpRequestException>(() => dealers.UploadAsync(Ct));
        server.Status = HttpStatusCode.SeeOther;
        await dealers.UploadAsync(Ct);
        await dealers.UploadAsync(Ct);

        server.Bodies.Count.ShouldBe(2, "the next file is for later");
        Csv(server.Bodies[1]).ShouldBe(Csv(server.Bodies[0]));
        server.Bodies[0].ShouldContain("b2b-file");
        var rows = Csv(server.Bodies[0]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBeGreaterThan(3);
        rows[1].ShouldStartWith("B2B-1,1,A-1,\"Cup, blue\",");
    }

    [Fact]
    public async Task Where_the_shops_are_closed_the_dealers_order_nothing()
    {
        var server = new ServerThatAnswers(HttpStatusCode.SeeOther, "");
        var dealers = Dealers(server, SalesPace.Default with { OpeningInterval = TimeSpan.FromDays(1), Interval = TimeSpan.FromDays(1) });

        clock.Now += TimeSpan.FromHours(5);
        await dealers.UploadAsync(Ct);

        server.Bodies.ShouldBeEmpty();
    }

    private DealersAtWork Dealers(ServerThatAnswers server, SalesPace pace) => new(
        new(server.Http(), "dealers-key"), [new("A-1", "Cup, blue", 1_000, false, 300, 12)], seed: 1, firstSerial: 1, pace, clock, NullLogger<DealersAtWork>.Instance);

    /// <summary>The file inside the form.</summary>
    private static string Csv(string form) => form[form.IndexOf("order,line", StringComparison.Ordinal)..form.LastIndexOf("\r\n--", StringComparison.Ordinal)];

    private sealed class ServerThatAnswers(HttpStatusCode status, params string[] answers) : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = status;
        public List<string> Bodies { get; } = [];

        public HttpClient Http() => new(this) { BaseAddress = new("http://localhost") };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct));
            return new(Status) { Content = new StringContent(answers.ElementAtOrDefault(Bodies.Count - 1) ?? "", Encoding.UTF8, "application/json") };
        }
    }
}
