using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Platform.Data;
using Entrepot.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Faults;

/// <summary>What the installation's database says in the end, held against what was acknowledged and what the carriers did.</summary>
internal sealed partial class Books(Installation installation)
{
    /// <summary>
    /// A parcel that the carrier refused in its own words, or whose papers cannot be made and whose order says why, stays on the floor: that is
    /// for people. Whatever else does not go on is a fault.
    /// </summary>
    private const string NotForAPerson = """
        AND NOT EXISTS (
            SELECT 1 FROM transport_consignment c WHERE c.tenant_id = @p0 AND c.order_id = orders_order.id AND orders_order.status = 'InFulfilment'
              AND ((c.status = 'Planned' AND c.problem LIKE '["{0}: {1}",%') OR (c.status = 'Booked' AND c.missing_papers IS NOT NULL
                AND EXISTS (SELECT 1 FROM orders_event e WHERE e.tenant_id = c.tenant_id AND e.order_id = c.order_id AND e.kind = 'papers_missing'))))
        """;

    /// <summary>How far every order is that should have been delivered: for whoever looks into a failure.</summary>
    private const string Stuck = """
        SELECT o.external_number, o.status, f.id, f.status, c.reference, c.status, c.missing_papers, c.problem,
            (SELECT COUNT(*) FROM transport_parcel p WHERE p.tenant_id = c.tenant_id AND p.consignment_id = c.id),
            (SELECT MAX(e.text) FROM orders_event e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id AND e.kind IN ('papers_missing', 'refused_by_carrier', 'booking_stuck'))
        FROM orders_order o
        LEFT JOIN warehouse_fulfilment_order f ON f.tenant_id = o.tenant_id AND f.order_id = o.id
        LEFT JOIN transport_consignment c ON c.tenant_id = f.tenant_id AND c.id = f.consignment_id
        WHERE o.tenant_id = @p0 AND o.status IN ('Received', 'Allocated', 'InFulfilment', 'Shipped')
        ORDER BY o.id LIMIT 20
        """;

    private const string LeftToPeople = """
        SELECT c.reference || ' ' || c.status, COALESCE(c.problem, 'lacks ' || c.missing_papers)
        FROM transport_consignment c JOIN orders_order o ON o.tenant_id = c.tenant_id AND o.id = c.order_id
        WHERE c.tenant_id = @p0 AND o.status = 'InFulfilment' AND (c.missing_papers IS NOT NULL OR c.problem IS NOT NULL)
        """;

    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>Waits until nothing moves any more: no order waits for its journey, no work is due, and all that could be shipped is delivered.</summary>
    /// <param name="untilDelivered">False where nobody picks and packs: planned is enough then.</param>
    public async Task SettleAsync(TimeSpan patience, bool untilDelivered = true)
    {
        var until = DateTime.UtcNow + patience;
        var open = await OpenAsync(untilDelivered);
        while (open.Count > 0)
        {
            if (DateTime.UtcNow > until) throw new InvalidOperationException($"Still open after {patience.TotalSeconds} s: {string.Join(", ", open)}\n{string.Join('\n', await StuckAsync())}\n{Tails()}");
            await Task.Delay(250, Ct);
            open = await OpenAsync(untilDelivered);
        }
    }

    /// <summary>Orders that are neither delivered nor decided: after settling, those that wait for a person, and why.</summary>
    public Task<List<string>> StuckAsync() => ReadAsync(Stuck, row => string.Join(" | ", Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "-" : row.GetValue(i))));

    private async Task<List<string>> OpenAsync(bool untilDelivered) =>
    [
        .. await ReadAsync("SELECT state, COUNT(*) FROM channels_incoming WHERE tenant_id = @p0 AND state NOT IN ('Taken', 'Discarded') GROUP BY state", row => $"{row.GetInt64(1)} incoming {row.GetString(0)}"),
        .. (await ReadAsync($"SELECT status, COUNT(*) FROM orders_order WHERE tenant_id = @p0 AND status IN ('Received', 'Allocated', 'InFulfilment', 'Shipped') {NotForAPerson} GROUP BY status", row => (Count: row.GetInt64(1), Status: row.GetString(0)))).Where(orders => untilDelivered || orders.Status == "Received").Select(orders => $"{orders.Count} orders {orders.Status}"),
        .. await ReadAsync("SELECT kind, state, COUNT(*), MAX(error) FROM platform_work WHERE tenant_id = @p0 AND id > 0 AND kind NOT LIKE 'platform.%' GROUP BY kind, state", row => $"{row.GetInt64(2)} {row.GetString(0)} {row.GetString(1)} {(row.IsDBNull(3) ? "" : row.GetString(3))}"),
        .. await ReadAsync("SELECT state, COUNT(*) FROM channels_import WHERE tenant_id = @p0 AND state NOT IN ('Done', 'Stopped', 'Refused') GROUP BY state", row => $"{row.GetInt64(1)} imports {row.GetString(0)}"),
    ];

    /// <summary>Holds all books against each other.</summary>
    /// <returns>What is wrong; empty when every acknowledged order is there once, and every effect happened once.</returns>
    public async Task<List<string>> FaultsAsync(Ledger ledger)
    {
        var wrong = new List<string>(ledger.Broken);
        var incoming = await ReadAsync(
            "SELECT c.code, i.external_number, i.id, i.state, i.order_id FROM channels_incoming i JOIN channels_channel c ON c.tenant_id = i.tenant_id AND c.id = i.channel_id WHERE i.tenant_id = @p0",
            row => (Channel: row.GetString(0), Number: row.GetString(1), Id: row.GetInt64(2), State: row.GetString(3), Order: row.IsDBNull(4) ? 0 : row.GetInt64(4)));
        var byNumber = incoming.ToLookup(order => (order.Channel, order.Number));
        foreach (var told in ledger.All)
        {
            if (byNumber[(told.Channel, told.Number)].ToList() is not [var one]) wrong.Add($"{told.Number} was acknowledged and is there {byNumber[(told.Channel, told.Number)].Count()} times");
            else if (one.Id != told.IncomingId) wrong.Add($"{told.Number} was acknowledged as {told.IncomingId} and is {one.Id}");
        }

        wrong.AddRange(await ReadAsync("SELECT channel_id, external_number, COUNT(*) FROM orders_order WHERE tenant_id = @p0 GROUP BY channel_id, external_number HAVING COUNT(*) > 1", row => $"{row.GetString(1)} stands {row.GetInt64(2)} times in the book"));
        var orders = (await ReadAsync("SELECT id FROM orders_order WHERE tenant_id = @p0", row => row.GetInt64(0))).ToHashSet();
        wrong.AddRange(incoming.Where(order => order.State != "Discarded" && !orders.Contains(order.Order)).Select(order => $"{order.Number} ({order.State}) has no order in the book"));
        wrong.AddRange(await LabelsAsync());
        wrong.AddRange(await EffectsAsync());
        return wrong;
    }

    /// <summary>
    /// One label at the carrier for each consignment that has one here, and none that nobody here knows. DHL Express gives a label with
    /// the booking only and cancels none: after a lost answer it has a second booking, and the first must stand here as given up.
    /// </summary>
    private async Task<List<string>> LabelsAsync()
    {
        var wrong = new List<string>();
        var here = (await ReadAsync("SELECT carrier, reference, carrier_reference, status FROM transport_consignment WHERE tenant_id = @p0", row => (Carrier: row.GetString(0), Reference: row.GetString(1), Number: row.IsDBNull(2) ? null : row.GetString(2), Status: row.GetString(3))))
            .ToDictionary(consignment => consignment.Reference);
        var givenUp = (await ReadAsync("SELECT carrier_reference FROM transport_given_up_booking WHERE tenant_id = @p0", row => row.GetString(0))).ToHashSet();
        var there = (await installation.Carriers.LabelsAsync()).ToLookup(label => label.Reference);
        foreach (var labels in there)
        {
            if (!here.TryGetValue(ConsignmentOf(labels.Key), out var consignment)) wrong.Add($"{labels.Key} is booked at a carrier and unknown here");
            else if (labels.Count(label => !label.IsVoided && !givenUp.Contains(label.Number)) > 1) wrong.Add($"{labels.Key} was booked {labels.Count()} times: {string.Join(", ", labels)}");
            else if (consignment.Number is null && labels.Any(label => !label.IsVoided)) wrong.Add($"{labels.Key} is booked at the carrier and {consignment.Status} here");
        }

        var live = there.SelectMany(labels => labels).Where(label => !label.IsVoided).Select(label => ConsignmentOf(label.Reference)).ToHashSet();
        wrong.AddRange(here.Values.Where(consignment => consignment is { Number: not null, Status: not "Voided" } && !live.Contains(consignment.Reference))
            .Select(consignment => $"{consignment.Reference} is {consignment.Status} here and not booked at {consignment.Carrier}"));
        wrong.AddRange(here.Values.Where(consignment => consignment.Number is { } number && givenUp.Contains(number)).Select(consignment => $"{consignment.Reference} leaves under {consignment.Number}, which was given up"));
        return wrong;
    }

    /// <summary>DHL Parcel Germany books each parcel by itself: its reference is ours with the parcel's number.</summary>
    private static string ConsignmentOf(string reference) => ParcelEnding().Replace(reference, "");

    /// <summary>What may have happened once only, and is not kept so by a key of the database.</summary>
    private async Task<List<string>> EffectsAsync() =>
    [
        .. await ReadAsync("SELECT order_id, kind, COUNT(*) FROM orders_event WHERE tenant_id = @p0 AND kind IN ('delivered', 'shipped') GROUP BY order_id, kind HAVING COUNT(*) > 1", row => $"order {row.GetInt64(0)} was {row.GetString(1)} {row.GetInt64(2)} times"),
        .. await ReadAsync("SELECT parcel_id, at, code, text, COUNT(*) FROM transport_tracking_event WHERE tenant_id = @p0 GROUP BY parcel_id, at, code, text HAVING COUNT(*) > 1", row => $"parcel {row.GetInt64(0)}: scan {row.GetString(2)} {row.GetInt64(4)} times"),
    ];

    /// <summary>The product's own judgement, by the command that an operator runs.</summary>
    public async Task<List<string>> VerifyAsync()
    {
        var (exit, output) = await ServerProcess.CommandAsync(installation, "verify --json");
        if (output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => line.StartsWith('{')) is not { } line) return [$"verify ended with {exit}: {output}"];
        var answer = JsonDocument.Parse(line).RootElement;
        if (exit == 0 && answer.GetProperty("ok").GetBoolean()) return [];
        return [$"verify: {line}"];
    }

    public async Task<string> CountsAsync() => string.Join(", ",
    [
        .. await ReadAsync("SELECT status, COUNT(*) FROM orders_order WHERE tenant_id = @p0 GROUP BY status ORDER BY status", row => string.Create(CultureInfo.InvariantCulture, $"{row.GetInt64(1)} {row.GetString(0)}")),
        .. await ReadAsync(LeftToPeople, row => $"{row.GetString(0)} waits for a person: {row.GetString(1)}"),
    ]);

    /// <summary>Reads past all modules; <c>@p0</c> is the company.</summary>
    public Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> map) => Patience.WhileAwayAsync(installation.Services.GetRequiredService<DatabaseEngine>(), Patience.ForTakeover, async () =>
    {
        await using var scope = installation.Services.As(installation.Company, "faults");
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        return await db.QueryAsync(sql, map, Ct, db.Tenant.Value);
    }, Ct);

    private string Tails() => string.Join("\n", installation.Servers.Select(server => string.Join('\n', File.Exists(server.LogPath) ? File.ReadLines(server.LogPath).TakeLast(15) : [])));

    [GeneratedRegex(@"-P\d+$")]
    private static partial Regex ParcelEnding();
}
