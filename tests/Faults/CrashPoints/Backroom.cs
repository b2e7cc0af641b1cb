using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Work;
using Entrepot.Sandbox.Crew;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Faults.CrashPoints;

/// <summary>The people who put right what seldom goes wrong: two versions of an order, work that cannot be done, walks on which goods are missing, files that are stopped, refused or take orders back.</summary>
internal sealed class Backroom(Installation installation)
{
    /// <summary>The key of an item of work and the number of an order that take their process down each time they are touched.</summary>
    public const string Killer = "killer";

    private const string Kind = "journey.on_stock_freed";
    private const string Sku = "EL-HEAD-KID";

    /// <summary>More than run alone when their process has died.</summary>
    private const int Neighbours = 60;

    private bool isClosed;

    /// <summary>Whether there is an item of work and an order that kill: each takes half a dozen starts.</summary>
    public bool Kills { get; init; }

    /// <summary>A server that makes a backup of itself every minute.</summary>
    public static IEnumerable<(string, string)> Backups(Installation installation) =>
    [
        ("Entrepot__Backup__At", "* * * * *"), ("Entrepot__Backup__To", Path.Combine(installation.Outside, "backups")), ("Entrepot__Backup__Passphrase", "a passphrase of the faults"), ("Entrepot__Backup__Check", "false"),
    ];

    /// <summary>Nobody asks any more for what cannot be done.</summary>
    public void Close() => isClosed = true;

    public IEnumerable<Func<int, Task>[]> Desks(Clerk clerk) =>
    [
        [time => DifferAsync(clerk, time), time => DecideAsync(clerk, time), time => EndNumberAsync(clerk, time), time => ProfileAsync(clerk, time), time => SampleAsync(clerk, time)],
        [time => WalkAsync(clerk, time), time => MissAsync(clerk, time), time => PlanAgainAsync(clerk), time => BookAgainAsync(clerk), time => ListAsync(clerk)],
        [time => UploadAsync(clerk, time), time => StopAsync(clerk, time), time => RefusedAsync(clerk, time)],
        [PoisonAsync, time => KillAsync(clerk, time), time => RetryAsync(clerk), time => ParkedAsync(clerk)],
    ];

    /// <summary>Gives up for good what cannot be done, until nothing of it is left.</summary>
    public async Task TidyAsync(Clerk clerk, TimeSpan patience)
    {
        for (var until = DateTime.UtcNow + patience; DateTime.UtcNow < until; await Task.Delay(200))
        {
            foreach (var id in await clerk.NewestAsync($"SELECT id FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND (key LIKE 'poison-%' OR key = '{Killer}')"))
                await clerk.SendAsync(HttpMethod.Post, $"/api/v1/work/{id}/discard", new { reason = "A test's." });
            await ParkedAsync(clerk);
            if ((await clerk.NewestAsync($"SELECT id FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND (key LIKE 'poison-%' OR key = '{Killer}') UNION ALL SELECT id FROM channels_incoming WHERE tenant_id = @p0 AND external_number = '{Killer}' AND state IN ('Waiting', 'Parked')")).Count == 0) return;
        }
    }

    /// <summary>The same order twice, the second time with another quantity.</summary>
    private static async Task DifferAsync(Clerk clerk, int time)
    {
        foreach (var quantity in new[] { 1, 2 }) await clerk.SendAsync(HttpMethod.Post, "/api/v1/orders?channel=clipmart", AnOrder($"DIFFER-{time}", quantity), isOurs: false);
    }

    private static async Task DecideAsync(Clerk clerk, int time)
    {
        foreach (var conflict in await clerk.NewestAsync("SELECT id FROM channels_conflict WHERE tenant_id = @p0 AND decided IS NULL ORDER BY id DESC LIMIT 1"))
            await clerk.SendAsync(HttpMethod.Post, $"/api/v1/conflicts/{conflict}/decide?take={(time % 2 == 0 ? "false" : "true")}&reason=Asked", new { });
    }

    private static async Task EndNumberAsync(Clerk clerk, int time)
    {
        foreach (var number in await clerk.NewestAsync("SELECT id FROM customs_trader_number WHERE tenant_id = @p0 AND territory = 'AU' AND value LIKE 'CLERK%' AND valid_to IS NULL ORDER BY id DESC LIMIT 1"))
            await FormAsync(clerk, $"/customs/numbers/{number}/end", ("lastDay", DateTime.UtcNow.AddDays(3_650 + time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("why", "A test's."));
    }

    /// <summary>A profile is made, and the one before it goes.</summary>
    private static async Task ProfileAsync(Clerk clerk, int time)
    {
        await FormAsync(clerk, "/imports/profiles",
            ("from", "plain-csv"), ("code", $"clerk-{time}"), ("name", "Clerk"), ("formats", "yyyy-MM-dd"), ("column.Number", "order"), ("column.LineId", "line"), ("column.Code", "sku"), ("column.Quantity", "quantity"), ("column.UnitPrice", "unit price"),
            ("column.PlacedAt", "placed at"), ("column.BuyerId", "buyer"), ("column.Country", "country"), ("column.Currency", "currency"), ("column.Description", "description"));
        await FormAsync(clerk, $"/imports/profiles/clerk-{time - 1}/delete");
    }

    private static Task<bool> SampleAsync(Clerk clerk, int time) => FileAsync(clerk, "/imports/profiles/sample", $"sample-{time}.csv", "order,sku\n1,A\n2,B\n");

    /// <summary>Bin and goods are scanned at the next stop of a walk.</summary>
    private async Task WalkAsync(Clerk clerk, int time)
    {
        foreach (var stop in (await StopsAsync(clerk)).Take(2))
            foreach (var code in new[] { stop.Bin, stop.Gtin.Length > 0 ? stop.Gtin : stop.Sku })
                await FormAsync(clerk, $"/warehouse/pick/{stop.Task}", ("code", code), ("scan", $"walk/{time}/{stop.Task}/{code}"));
    }

    /// <summary>One piece is missing.</summary>
    private async Task MissAsync(Clerk clerk, int time)
    {
        if (time % 4 != 0) return;
        foreach (var stop in (await StopsAsync(clerk)).TakeLast(1))
            await FormAsync(clerk, $"/warehouse/pick/{stop.Task}/short", ("bin", stop.Bin), ("sku", stop.Sku), ("quantity", $"{stop.Quantity - 1}"));
    }

    private static async Task PlanAgainAsync(Clerk clerk)
    {
        foreach (var order in await clerk.NewestAsync("SELECT id FROM warehouse_fulfilment_order WHERE tenant_id = @p0 AND status = 'Short' ORDER BY id DESC LIMIT 1"))
            await clerk.SendAsync(HttpMethod.Post, $"/api/v1/warehouse/fulfilment-orders/{order}/plan-again", new { });
    }

    private static async Task BookAgainAsync(Clerk clerk)
    {
        foreach (var order in await clerk.NewestAsync("SELECT f.id FROM warehouse_fulfilment_order f JOIN transport_consignment c ON c.tenant_id = f.tenant_id AND c.id = f.consignment_id WHERE f.tenant_id = @p0 AND f.status = 'Packed' AND c.status = 'Planned' AND c.problem IS NOT NULL ORDER BY f.id DESC LIMIT 1"))
            await clerk.SendAsync(HttpMethod.Post, $"/api/v1/warehouse/fulfilment-orders/{order}/book-again", new { });
    }

    /// <summary>A list is closed before the driver comes: its parcels leave on it later.</summary>
    private async Task ListAsync(Clerk clerk)
    {
        foreach (var one in await new Books(installation).ReadAsync(
            "SELECT id, warehouse_id, carrier FROM transport_consignment WHERE tenant_id = @p0 AND status = 'Booked' AND manifest_id IS NULL AND missing_papers IS NULL ORDER BY id DESC LIMIT 1", row => (Id: row.GetInt64(0), Warehouse: row.GetInt64(1), Carrier: row.GetString(2))))
            await clerk.SendAsync(HttpMethod.Post, "/api/v1/manifests", JsonContent.Create(new { warehouse = one.Warehouse, carrier = one.Carrier, consignments = new[] { one.Id } }), isOurs: false);
    }

    /// <summary>A dealer's file in which a later row takes back what an earlier one ordered.</summary>
    private static Task<bool> UploadAsync(Clerk clerk, int time) => FileAsync(clerk, "/imports", $"clerk-{time}.csv", Rows($"BACK-{time}", 3, takesBack: true));

    private static async Task StopAsync(Clerk clerk, int time)
    {
        await FileAsync(clerk, "/imports", $"stop-{time}.csv", Rows($"STOP-{time}", 300, takesBack: false));
        foreach (var import in await clerk.NewestAsync("SELECT id FROM channels_import WHERE tenant_id = @p0 AND name LIKE 'stop-%' AND state IN ('Queued', 'Running') ORDER BY id DESC LIMIT 1")) await FormAsync(clerk, $"/imports/{import}/stop");
    }

    /// <summary>Without the columns that an order needs.</summary>
    private static Task<bool> RefusedAsync(Clerk clerk, int time) => FileAsync(clerk, "/imports", $"refused-{time}.csv", "this,is\nno,order\n");

    private Task PoisonAsync(int time) => time % 3 > 0 || isClosed ? Task.CompletedTask : AskAsync($"poison-{time}");

    /// <summary>Once each: an item of work amidst a full batch, and an order.</summary>
    private async Task KillAsync(Clerk clerk, int time)
    {
        if (isClosed || !Kills || time is not (1 or 3)) return;
        if (time == 1) await AskAsync([Killer, .. Enumerable.Range(0, Neighbours).Select(number => $"good-{number}")]);
        else await clerk.SendAsync(HttpMethod.Post, "/api/v1/orders?channel=clipmart", AnOrder(Killer, 1), isOurs: false);
    }

    private static async Task RetryAsync(Clerk clerk)
    {
        foreach (var id in await clerk.NewestAsync($"SELECT id FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND key LIKE 'poison-%' ORDER BY id LIMIT 1")) await clerk.SendAsync(HttpMethod.Post, $"/api/v1/work/{id}/retry", new { });
        foreach (var id in await clerk.NewestAsync($"SELECT id FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND key LIKE 'poison-%' ORDER BY id DESC LIMIT 1")) await clerk.SendAsync(HttpMethod.Post, $"/api/v1/work/{id}/discard", new { reason = "A test's." });
    }

    private static async Task ParkedAsync(Clerk clerk)
    {
        foreach (var id in await clerk.NewestAsync($"SELECT id FROM channels_incoming WHERE tenant_id = @p0 AND external_number = '{Killer}' AND state = 'Parked'")) await clerk.SendAsync(HttpMethod.Post, $"/api/v1/incoming/{id}/discard?reason=Kills", new { });
    }

    private Task AskAsync(params string[] keys) => installation.DoAsync(services =>
    {
        var queue = services.GetRequiredService<WorkQueue>();
        foreach (var key in keys) queue.Add(Kind, key, key.StartsWith("poison", StringComparison.Ordinal) ? "this is no event" : (object)new { Products = new[] { new ProductId(1) }, After = new OrderId(1) });
        return Task.CompletedTask;
    });

    private static async Task<List<FloorWire.Stop>> StopsAsync(Clerk clerk) => [.. (await clerk.Http.GetFromJsonAsync<FloorWire.Stop[]>(new Uri("/api/v1/warehouse/pick-stops", UriKind.Relative)) ?? []).Where(stop => stop.Task % 10 == 0)];

    private static string Rows(string start, int orders, bool takesBack)
    {
        var placed = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var text = new StringBuilder("order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping\n");
        for (var order = 0; order < orders; order++) Row(order, 2);
        if (takesBack) Row(0, -1);
        return text.ToString();

        void Row(int order, int quantity) => text.Append(CultureInfo.InvariantCulture,
            $"{start}-{order},1,{Sku},Children's headphones,{quantity},12.34,{placed},{start}-{order},DE,EUR,Anna Hoffmann {start} {order},Nebenstraße {order + 1},Leipzig,,04109,+49 30 2313000,{start}x{order}@example.com,9.90\n");
    }

    private static async Task<bool> FileAsync(Clerk clerk, string path, string name, string text)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("b2b-file"), "channel");
        form.Add(new StringContent("plain-csv"), "profile");
        form.Add(new StringContent(text, Encoding.UTF8, "text/csv"), "file", name);
        return await clerk.SendAsync(HttpMethod.Post, path, form, isOurs: false); // Some are to be refused.
    }

    private static async Task<bool> FormAsync(Clerk clerk, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await clerk.SendAsync(HttpMethod.Post, path, form, isOurs: false);
    }

    private static HttpContent AnOrder(string number, int quantity) => new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""
        {"externalNumber":"{{number}}","placedAt":"{{DateTime.UtcNow:yyyy-MM-ddT00:00:00Z}}","currency":"USD","buyerId":"{{number}}",
         "shipTo":{"name":"Emily Miller {{number}}","line1":"1 Oak Street","city":"Austin","province":"TX","postcode":"78704","country":"US","phone":"+1 555 0100","email":"{{number}}@example.com"},
         "lines":[{"externalLineId":"1","code":"{{Sku}}","description":"Children's headphones","quantity":{{quantity}},"unitPriceMicros":19900000,"amountMinor":{{1990 * quantity}}}],
         "shippingMinor":0,"discountMinor":0,"totalMinor":{{1990 * quantity}},"payment":"Paid","incoterm":"Ddp"}
        """), Encoding.UTF8, "application/json");
}
