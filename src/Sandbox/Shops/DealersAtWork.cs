using System.Globalization;
using System.Text;
using Entrepot.Kernel;
using Microsoft.Extensions.Logging;

namespace Entrepot.Sandbox.Shops;

/// <summary>Dealers who order by file: somebody in the office uploads what they have sent, a few orders at a time.</summary>
internal sealed class DealersAtWork(ServerClient server, IReadOnlyList<Article> articles, int seed, long firstSerial, SalesPace pace, TimeProvider clock, ILogger<DealersAtWork> log)
{
    private const string Channel = "b2b-file";
    private const string Profile = "plain-csv";
    private const string Heading = "order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping";

    /// <summary>The first file comes when the shops have sold so many orders, and others after so many more each.</summary>
    private const int FirstAfterOrders = 15;
    private const int FileAfterOrders = 60;

    /// <summary>Dealers pay this part of the list price, in parts per million.</summary>
    private const long DealerPricePpm = 620_000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly string[] Countries = ["DE", "DE", "FR", "NL", "AT", "PL"];

    private readonly DateTimeOffset openedAt = clock.GetUtcNow();
    private readonly Random chance = Chance.Seeded(seed);
    private readonly List<Article> ordinary = [.. articles.Where(article => !article.IsAlcohol && article.Popularity > 2)];
    private DateTimeOffset nextAt = clock.GetUtcNow() + (pace.OpeningInterval * FirstAfterOrders);
    private (string Name, string Text)? ready;
    private long count;

    public Task RunAsync(CancellationToken ct) => Rounds.RunAsync("dealers", () => Look, UploadAsync, clock, log, ct);

    /// <summary>Uploads the file that is due, or the one that the server did not take last time.</summary>
    internal async Task UploadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now < nextAt) return;

        var (name, text) = ready ??= Write(now.UtcDateTime);
        await server.UploadAsync("/imports", new Dictionary<string, string> { ["channel"] = Channel, ["profile"] = Profile }, "file", name, text, ct);
        ready = null;
        nextAt = now + ((now - openedAt < pace.OpeningLasts ? pace.OpeningInterval : pace.Interval) * FileAfterOrders);
    }

    private (string Name, string Text) Write(DateTime now)
    {
        var text = new StringBuilder(Heading).Append('\n');
        for (var orders = chance.Next(3, 6); orders > 0; orders--) WriteOrder(text, now);
        return (string.Create(CultureInfo.InvariantCulture, $"dealers-{now:yyyyMMdd-HHmmss}.csv"), text.ToString());
    }

    private void WriteOrder(StringBuilder text, DateTime now)
    {
        var buyer = Buyers.Draw(chance, chance.Of(Countries));
        var number = string.Create(CultureInfo.InvariantCulture, $"B2B-{firstSerial + count++}");
        var lines = chance.Next(1, 5);
        for (var line = 1; line <= lines; line++)
        {
            var article = chance.Of(ordinary);
            var price = Rounding.OfPpm(article.PriceEurMinor, DealerPricePpm) / 100m;
            AppendRow(
                text, number, Text(line), article.Sku, article.Title, Text(chance.Next(2, 9)), price.ToString("0.00", CultureInfo.InvariantCulture), now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                buyer.Id, buyer.Address.Country, "EUR", buyer.Address.Name, buyer.Address.Line1, buyer.Address.City, buyer.Address.Province, buyer.Address.Postcode, buyer.Address.Phone, buyer.Address.Email, "9.90");
        }
    }

    private static void AppendRow(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) text.Append(',');
            if (fields[i].AsSpan().ContainsAny(',', '"')) text.Append('"').Append(fields[i].Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else text.Append(fields[i]);
        }

        text.Append('\n');
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
