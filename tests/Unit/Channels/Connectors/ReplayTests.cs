using System.Security.Cryptography;
using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Features.Trials;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>Stored webhooks and pages, good and bad.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string Secret = "hush";
    private const string Order = """{"id":1,"name":"#1","created_at":"2026-11-01T10:00:00Z","updated_at":"2026-11-01T10:00:00Z","currency":"EUR","total_price":"10.00","line_items":[{"id":11,"sku":"A","quantity":1,"price":"10.00"}]}""";

    private readonly string folder = Directory.CreateTempSubdirectory("replay").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_signed_webhook_is_read_and_its_repetition_is_not_another_order()
    {
        Store("1", Order, eventId: "e1");
        Store("2", Order, eventId: "e1");

        var report = await ReplayAsync();

        (report.Webhooks, report.Orders, report.Duplicates, report.Problems.Count).ShouldBe((2, 1, 1, 0));
    }

    [Fact]
    public async Task Versions_of_an_order_in_any_sequence_are_one_order()
    {
        Store("1", Order.Replace("T10:00:00Z\",\"currency", "T12:00:00Z\",\"currency"), eventId: "e2");
        Store("2", Order, eventId: "e1");

        (await ReplayAsync()).Orders.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_unsigned_changed_or_cut_is_kept_out_and_named()
    {
        Store("changed", Order, eventId: "e1");
        File.WriteAllText(Path.Combine(folder, "changed.json"), Order.Replace("10.00", "99.00"));
        Store("cut", Order, eventId: "e2");
        File.WriteAllText(Path.Combine(folder, "cut.json"), Order[..90]);
        Store("unsigned", Order, eventId: "e3");
        File.WriteAllText(Path.Combine(folder, "unsigned.headers"), "X-Shopify-Topic: orders/create\n");
        File.WriteAllText(Path.Combine(folder, "page.json"), "{\"orders\":[" + Order + ",{\"id\":2,");

        var report = await ReplayAsync();

        report.Orders.ShouldBe(0);
        report.Problems.Select(problem => (problem.File, problem.Code)).ShouldBe(
        [
            ("changed.json", "channels.webhook_signature_wrong"), ("cut.json", "channels.webhook_signature_wrong"), ("page.json", "channels.json_misfit"), ("unsigned.json", "channels.webhook_unsigned"),
        ]);
    }

    [Fact]
    public async Task A_wrong_field_is_named_with_its_place_and_the_rest_is_read()
    {
        File.WriteAllText(Path.Combine(folder, "page.json"), "{\"orders\":[" + Order + "," + Order.Replace("\"#1\"", "\"#2\"").Replace("\"quantity\":1", "\"quantity\":\"one\"") + "]}");

        var report = await ReplayAsync();

        (report.Pages, report.Orders).ShouldBe((1, 1));
        report.Problems.Single().Field.ShouldBe("line_items[0].quantity");
    }

    [Fact]
    public async Task A_note_of_ten_megabytes_is_refused_by_its_field_and_stops_nothing()
    {
        Store("huge", Order.Replace("\"currency\"", $"\"note\":\"{new string('x', 10 << 20)}\",\"currency\""), eventId: "e1");
        Store("next", Order, eventId: "e2");

        var report = await ReplayAsync();

        report.Orders.ShouldBe(1);
        report.Problems.Single().ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("channels.text_too_long"), problem => problem.Field.ShouldBe("buyerNote"));
    }

    [Fact]
    public async Task Headers_may_be_an_object_and_unsigned_webhooks_are_read_when_that_is_asked_for()
    {
        File.WriteAllText(Path.Combine(folder, "1.json"), Order);
        File.WriteAllText(Path.Combine(folder, "1.headers.json"), """{"headers":{"X-Shopify-Topic":["orders/create"],"x-shopify-event-id":"e1"}}""");

        (await ReplayAsync(isVerified: false)).ShouldSatisfyAllConditions(report => report.Orders.ShouldBe(1), report => report.Problems.ShouldBeEmpty());
    }

    [Fact]
    public async Task Shopifys_and_amazons_own_pages_are_read()
    {
        File.Copy(SharedData.Find("marketplaces/shopify/order.json"), Path.Combine(folder, "order.json"));

        (await ReplayAsync()).ShouldSatisfyAllConditions(report => report.Orders.ShouldBe(1), report => report.Problems.ShouldBeEmpty());
    }

    [Fact]
    public async Task A_folder_or_a_connector_that_is_not_there_is_said_so()
    {
        (await Trials().ReplayAsync("shopify", "/nowhere", new Dictionary<string, string>(), true, TestContext.Current.CancellationToken)).Problem?.Code.ShouldBe("channels.folder_missing");
        (await Trials().ReplayAsync("corner-shop", folder, new Dictionary<string, string>(), true, TestContext.Current.CancellationToken)).Problem?.Code.ShouldBe("channels.connector_unknown");
    }

    private async Task<ReplayReport> ReplayAsync(bool isVerified = true) =>
        (await Trials().ReplayAsync("shopify", folder, new Dictionary<string, string> { ["client-secret"] = Secret }, isVerified, TestContext.Current.CancellationToken)).Value;

    private static ChannelTrials Trials() => new(null!, TimeProvider.System);

    private void Store(string name, string body, string eventId)
    {
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));
        File.WriteAllText(Path.Combine(folder, name + ".json"), body);
        File.WriteAllText(Path.Combine(folder, name + ".headers"), $"POST /hooks/shop HTTP/1.1\nX-Shopify-Topic: orders/create\nX-Shopify-Event-Id: {eventId}\nX-Shopify-Hmac-SHA256: {signature}\n");
    }
}
