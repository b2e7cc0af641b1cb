using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Entrepot.Sandbox.Shops;
using Entrepot.Server.Demo;

namespace Entrepot.Faults;

/// <summary>An order that the installation has said it has.</summary>
internal sealed record Acknowledged(string Channel, string Number, long IncomingId);

/// <summary>
/// Shops that sell all the time, and a book outside the system of every order it has acknowledged: what stands here must
/// stand there, once, whatever happened in between.
/// </summary>
internal sealed class Ledger(HttpClient http, int seed, TimeProvider clock)
{
    private readonly Till till = new(Street.Load(), SandboxArticles.Load(), seed, firstSerial: 10_000_000 + (Math.Abs((long)seed) % 90_000 * 10_000));
    private readonly ConcurrentDictionary<(string Channel, string Number), Acknowledged> book = [];
    private readonly ConcurrentQueue<string> broken = [];
    private readonly Lock turn = new();

    public int Count => book.Count;

    public IReadOnlyCollection<Acknowledged> All => [.. book.Values];

    /// <summary>Answers that contradict each other or make no sense.</summary>
    public IReadOnlyCollection<string> Broken => [.. broken];

    /// <summary>Sells until told to stop, so many orders a second at most.</summary>
    public Task SellAsync(int sellers, double ordersPerSecond, CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, sellers).Select(_ => SellAsync(TimeSpan.FromSeconds(sellers / ordersPerSecond), ct)));

    private async Task SellAsync(TimeSpan pause, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await SellOneAsync(CancellationToken.None); // What was begun is brought to its end: a shop does not forget an order.
            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task SellOneAsync(CancellationToken ct)
    {
        Sale sale;
        lock (turn) sale = till.Next(clock.GetUtcNow().UtcDateTime);
        var (path, text) = Write(sale);
        using var content = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, ct);
        Note(sale, answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    private void Note(Sale sale, HttpStatusCode status, string text)
    {
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Created))
        {
            broken.Enqueue($"{sale.Number}: {(int)status} {text}");
            return;
        }

        var answer = JsonDocument.Parse(text).RootElement;
        var told = new Acknowledged(sale.Shop.Code, answer.GetProperty("externalNumber").GetString() ?? "", answer.GetProperty("incomingId").GetInt64());
        var before = book.GetOrAdd((told.Channel, told.Number), told);
        if (before.IncomingId != told.IncomingId) broken.Enqueue($"{told.Number}: was {before.IncomingId}, is {told.IncomingId}");
    }

    private static (string Path, string Text) Write(Sale sale) => sale.Shop.Format switch
    {
        OrderFormat.Shopify => ($"/api/v1/orders?channel={sale.Shop.Code}&format=shopify", ShopifyOrders.Write(sale)),
        OrderFormat.Amazon => ($"/api/v1/orders?channel={sale.Shop.Code}&format=amazon", AmazonOrders.Write(sale)),
        _ => ($"/api/v1/orders?channel={sale.Shop.Code}", OwnOrders.Write(sale)),
    };
}
