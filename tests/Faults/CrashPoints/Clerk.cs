using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Identity.Contracts;
using Entrepot.Sandbox.Crew;

namespace Entrepot.Faults.CrashPoints;

/// <summary>The people who keep an installation in order: they correct products, set rules, numbers and cartons, add users, and pack by hand. Each errand in turn, so that each use case is under way every few seconds.</summary>
internal sealed class Clerk(HttpClient http, Books books, Backroom backroom)
{
    private const string Sku = "EL-HEAD-KID";
    private const string Password = "Wind-Lampe-7-Kiesel";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Far from any day on which something is sold.</summary>
    private static readonly DateOnly FarAhead = new(2031, 1, 1), LongAgo = new(1980, 1, 1);

    private readonly ConcurrentDictionary<string, bool> refused = [];

    public HttpClient Http => http;

    /// <summary>What was malformed, so that the errand led nowhere: a fault of this test.</summary>
    public IReadOnlyCollection<string> Refused => [.. refused.Keys];

    public async Task WorkAsync(CancellationToken ct)
    {
        Func<int, Task>[][] desks =
        [
            [DraftRulesAsync, PublishRulesAsync, RestoreRulesAsync, DiscardRulesAsync, BlacklistAsync, PardonAsync, UserAsync, SignInAsync, DismissAsync],
            [NumbersAsync, NextNumberAsync, RatesAsync, CountAsync, AnnounceAsync, CartonAsync, ChannelAsync, KeyAsync, RevokeAsync],
            [CorrectAsync, ClassifyAsync, ChooseLineAsync, AddressAsync, DescribeAsync, MapAsync, PapersAsync],
            [PackByHandAsync, WaveAsync],
            .. backroom.Desks(this),
        ];
        await Task.WhenAll(desks.Select(desk => WorkAsync(desk, ct)));
    }

    private static async Task WorkAsync(Func<int, Task>[] errands, CancellationToken ct)
    {
        for (var turn = 0; !ct.IsCancellationRequested; turn++)
        {
            await errands[turn % errands.Length](turn / errands.Length);
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task BlacklistAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/blacklist", new { kind = "Email", value = $"nobody{time}@example.invalid", reason = "Never paid." });

    private async Task PardonAsync(int time)
    {
        var known = await GetAsync("/api/v1/blacklist?q=nobody");
        if (known.GetArrayLength() > 0) await SendAsync(HttpMethod.Delete, $"/api/v1/blacklist/{known[0].GetProperty("id").GetInt64()}?reason=Paid");
    }

    private async Task DraftRulesAsync(int time) => await SendAsync(HttpMethod.Put, "/api/v1/rules", (await GetAsync("/api/v1/rules")).GetProperty("document"));

    private Task PublishRulesAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/rules/publish", new { note = "Nothing has changed." });

    private Task RestoreRulesAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/rules/versions/1/restore", new { });

    private Task DiscardRulesAsync(int time) => SendAsync(HttpMethod.Delete, "/api/v1/rules/draft");

    private Task NumbersAsync(int time) => SendAsync(HttpMethod.Put, "/api/v1/customs/trader-numbers/NZ", new { other = $"CLERK {time:D4}" });

    private Task NextNumberAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/customs/trader-numbers", new { territory = "AU", kind = (int)TraderNumberKind.Other, value = $"CLERK {time:D4}", validFrom = FarAhead.AddDays(time) });

    private async Task RatesAsync(int time)
    {
        using var csv = new StringContent(string.Create(CultureInfo.InvariantCulture, $"Date,USD,\n{LongAgo.AddDays(time):yyyy-MM-dd},1.1,\n"), Encoding.UTF8, "text/csv");
        await SendAsync(HttpMethod.Post, "/api/v1/finance/fx-rates", csv);
    }

    private Task CountAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/stock/adjustments", new[] { new { warehouse = "FRA", sku = Sku, difference = 1, cause = $"count/{time}", reason = "Counted." } });

    private Task AnnounceAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/stock/inbound", new[] { new { warehouse = "FRA", sku = Sku, quantity = 5, cause = $"asn/{time}", expectedOn = FarAhead } });

    private async Task CorrectAsync(int time) => await SendAsync(HttpMethod.Put, $"/api/v1/products/{await ProductAsync()}", new { name = $"Children's headphones, wired, mark {time}" });

    private async Task ClassifyAsync(int time) => await SendAsync(HttpMethod.Put, $"/api/v1/products/{await ProductAsync()}/classification", new { hsCode = "851830", origin = "CN" });

    private Task ChooseLineAsync(int time) => SendAsync(HttpMethod.Put, $"/api/v1/products/{Sku}/national-codes", new { territory = "GB", code = "85183000" });

    /// <summary>Too small for anything that is sold.</summary>
    private Task CartonAsync(int time)
    {
        var side = new { lengthMillimetres = 2, widthMillimetres = 2, heightMillimetres = 2 };
        return SendAsync(HttpMethod.Put, "/api/v1/transport/cartons/THIMBLE", new { name = $"Thimble {time}", inner = side, outer = side, tareGrams = 1, contentsMaxGrams = 1 });
    }

    private Task ChannelAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/channels", new { code = $"clerk-{time}", name = $"Clerk {time}", kind = "own", currency = "EUR" });

    private async Task AddressAsync(int time)
    {
        foreach (var order in await NewestAsync("SELECT id FROM orders_order WHERE tenant_id = @p0 AND status IN ('OnHold', 'Allocated') AND external_number LIKE 'B2B-%' ORDER BY id DESC LIMIT 1"))
            await SendAsync(HttpMethod.Put, $"/api/v1/orders/{order}/address", new { name = "Anna Hoffmann", line1 = $"Ringstraße {time + 1}", city = "Leipzig", postcode = "04109", country = "DE", phone = "+49 30 2312000", email = "anna@example.com" });
    }

    private async Task DescribeAsync(int time)
    {
        foreach (var order in await HeldAsync()) await SendAsync(HttpMethod.Post, $"/api/v1/orders/{order}/describe", new { sku = Sku, description = "Wired headphones for children, volume limited" });
    }

    private async Task MapAsync(int time)
    {
        foreach (var order in await HeldAsync()) await SendAsync(HttpMethod.Post, $"/api/v1/orders/{order}/map-sku", new { code = $"CLERK-{time}", productId = await ProductAsync() });
    }

    private async Task PapersAsync(int time)
    {
        foreach (var order in await NewestAsync("SELECT order_id FROM transport_consignment WHERE tenant_id = @p0 AND status = 'Booked' AND missing_papers IS NOT NULL ORDER BY id DESC LIMIT 1"))
            await SendAsync(HttpMethod.Post, $"/api/v1/orders/{order}/papers", new { });
    }

    /// <summary>Piece by piece into one parcel, to its end: an order whose packing was begun by hand no robot packs.</summary>
    private async Task PackByHandAsync(int time)
    {
        if ((await http.GetFromJsonAsync<FloorWire.Proposal[]>(new Uri("/api/v1/warehouse/pack-proposals", UriKind.Relative)))?.FirstOrDefault(one => one.FulfilmentOrder % 10 == 0) is not { } order) return;

        var path = $"/api/v1/warehouse/fulfilment-orders/{order.FulfilmentOrder}";
        foreach (var (index, item) in order.Items.Index())
            if (!await SendAsync(HttpMethod.Post, path + "/scans", new { code = item.Code, quantity = item.Quantity, scan = $"clerk/{order.FulfilmentOrder}/{index}" })) return; // A robot was first.
        var parcel = order.Parcels[0];
        await SendAsync(HttpMethod.Post, path + "/parcels", new { parcel.Carton, parcel.LengthMillimetres, parcel.WidthMillimetres, parcel.HeightMillimetres, parcel.WeightGrams, acceptWeight = true });
    }

    private Task WaveAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/warehouse/waves", new { warehouse = new[] { "SZX", "LAX", "FRA", "BHX" }[time % 4] });

    private Task UserAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/users", new { userName = $"clerk{time}", displayName = "Clerk", password = Password, role = nameof(Role.Operator), language = "en" });

    private async Task DismissAsync(int time)
    {
        foreach (var user in (await GetAsync("/api/v1/users")).EnumerateArray().Where(user => user.GetProperty("displayName").GetString() == "Clerk" && user.GetProperty("isActive").GetBoolean()).Take(1))
            await SendAsync(HttpMethod.Post, $"/api/v1/users/{user.GetProperty("id").GetInt64()}/deactivate", new { });
    }

    private Task KeyAsync(int time) => SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = $"clerk {time}", permissions = new[] { "orders.view" } });

    private async Task RevokeAsync(int time)
    {
        foreach (var key in (await GetAsync("/api/v1/api-keys")).EnumerateArray().Where(key => key.GetProperty("name").GetString()?.StartsWith("clerk", StringComparison.Ordinal) == true && !key.GetProperty("isRevoked").GetBoolean()).Take(1))
            await SendAsync(HttpMethod.Delete, $"/api/v1/api-keys/{key.GetProperty("id").GetInt64()}");
    }

    /// <summary>With a wrong password every other time, which is counted.</summary>
    private async Task SignInAsync(int time)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["company"] = "demo", ["userName"] = $"clerk{time}", ["password"] = time % 2 == 0 ? Password : "wrong" });
        await SendAsync(HttpMethod.Post, "/sign-in", form, isOurs: false);
    }

    private async Task<long> ProductAsync() => (await NewestAsync($"SELECT id FROM catalog_product WHERE tenant_id = @p0 AND sku = '{Sku}'"))[0];

    private Task<List<long>> HeldAsync() => NewestAsync("SELECT id FROM orders_order WHERE tenant_id = @p0 AND status = 'OnHold' ORDER BY id DESC LIMIT 1");

    internal Task<List<long>> NewestAsync(string sql) => books.ReadAsync(sql, row => row.GetInt64(0));

    private async Task<JsonElement> GetAsync(string path) => await http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    internal async Task<bool> SendAsync(HttpMethod method, string path, object body)
    {
        using var content = JsonContent.Create(body);
        return await SendAsync(method, path, content);
    }

    internal async Task<bool> SendAsync(HttpMethod method, string path, HttpContent? body = null, bool isOurs = true)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        using var answer = await http.SendAsync(request);
        // What came too late is an answer (409, 404 …); what cannot be understood is ours to mend.
        if (isOurs && answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnsupportedMediaType)
            refused[$"{method} {path.Split('?')[0]}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"] = true;
        return answer.IsSuccessStatusCode;
    }
}
