using System.Globalization;
using System.Net.Http.Json;

namespace Entrepot.Faults;

/// <summary>The people who decide: they release what is on hold, cancel some orders on their way, and book goods in. Everything that seldom happens by itself.</summary>
internal sealed class Desk(HttpClient http, Books books)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private int receipts;

    public async Task WorkAsync(CancellationToken ct)
    {
        for (var round = 0; !ct.IsCancellationRequested; round++)
        {
            await RoundAsync(round);
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Each of them is sent until it is answered; a refusal (it has shipped meanwhile) is an answer.</summary>
    private async Task RoundAsync(int round)
    {
        var held = await books.ReadAsync("SELECT id FROM orders_order WHERE tenant_id = @p0 AND status = 'OnHold' ORDER BY id DESC LIMIT 5", row => row.GetInt64(0));
        if (held.Count > 0) await PostAsync("/api/v1/orders/release", new { ids = held, waive = true });

        // One that is planned, one whose label is being booked or is there: the last is to be taken back at the carrier.
        foreach (var status in new[] { "Planned", "Booking", "Booked" })
        {
            var orders = await books.ReadAsync($"SELECT order_id FROM transport_consignment WHERE tenant_id = @p0 AND status = '{status}' ORDER BY id DESC LIMIT 1", row => row.GetInt64(0));
            foreach (var order in orders) await PostAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/orders/{order}/cancel"), new { reason = "The buyer changed their mind." });
        }

        if (round % 4 == 0) await PostAsync("/api/v1/stock/receipts", new[] { new { warehouse = "FRA", sku = "EL-HEAD-KID", quantity = 10, cause = string.Create(CultureInfo.InvariantCulture, $"lorry/{++receipts}") } });
    }

    private async Task PostAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
    }
}
